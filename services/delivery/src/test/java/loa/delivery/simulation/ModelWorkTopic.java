package loa.delivery.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.BooleanSupplier;

import loa.contract.BulletinClass;
import loa.delivery.work.WorkRecord;
import loa.delivery.work.WorkRecordCodec;
import loa.delivery.work.WorkRecords;
import loa.delivery.work.WorkTopic;

/** {@link WorkTopic} over the model: while things fail, what is produced may be lost, doubled, or stored without an answer. */
final class ModelWorkTopic implements WorkTopic {
    private final WorkRecordCodec codec = new WorkRecordCodec();
    private final Queue<WorkRecords.Stored> stored = new ArrayDeque<>();
    private final Map<BulletinClass, ModelTopic> topics;
    private final WorkRecords records;
    private final Chance chance;
    private final BooleanSupplier failing;
    private final BooleanSupplier away;

    ModelWorkTopic(Map<BulletinClass, ModelTopic> topics, WorkRecords records, Chance chance, BooleanSupplier failing,
            BooleanSupplier away) {
        this.away = away;
        this.topics = topics;
        this.records = records;
        this.chance = chance;
        this.failing = failing;
    }

    @Override
    public void produce(BulletinClass lane, WorkRecord record) {
        boolean fails = failing.getAsBoolean();
        if (away.getAsBoolean() || fails && chance.happens(0.08)) {
            chance.note(Happening.RECORD_LOST);
            return;
        }
        store(lane, record, fails);
        if (fails && chance.happens(0.08)) {
            chance.note(Happening.RECORD_DOUBLED);
            store(lane, record, true);
        }
    }

    private void store(BulletinClass lane, WorkRecord record, boolean fails) {
        int partition = chance.between(0, ModelTopic.PARTITIONS - 1);
        long offset = topics.get(lane).append(partition, new ModelTopic.Message(record.key(), codec.write(record)));
        if (!fails || chance.happens(0.9)) {
            stored.add(new WorkRecords.Stored(record, partition, offset));
        }
    }

    @Override
    public void noteAcknowledged() {
        List<WorkRecords.Stored> batch = new ArrayList<>(stored);
        stored.clear();
        records.acknowledged(batch);
    }

    @Override
    public void flush() {
        noteAcknowledged();
    }
}
