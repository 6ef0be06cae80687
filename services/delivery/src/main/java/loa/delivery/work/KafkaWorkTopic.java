package loa.delivery.work;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import loa.contract.BulletinClass;
import loa.contract.Channel;
import loa.contract.Topics;

/** {@link WorkTopic} in Kafka. Thread-safe. */
public final class KafkaWorkTopic implements WorkTopic {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaWorkTopic.class);
    private static final int MOST_AT_ONCE = 1_000;

    private final WorkRecordCodec codec = new WorkRecordCodec();
    private final ConcurrentLinkedQueue<WorkRecords.Stored> stored = new ConcurrentLinkedQueue<>();
    private final Channel channel;
    private final Producer<String, byte[]> producer;
    private final WorkRecords records;

    /** Uses a producer with {@code acks=all}. */
    public KafkaWorkTopic(Channel channel, Producer<String, byte[]> producer, WorkRecords records) {
        this.channel = channel;
        this.producer = producer;
        this.records = records;
    }

    @Override
    public void produce(BulletinClass lane, WorkRecord record) {
        var message = new ProducerRecord<>(Topics.work(channel, lane), record.key(), codec.write(record));
        var unused = producer.send(message, (metadata, failure) -> {
            if (failure == null) {
                stored.add(new WorkRecords.Stored(record, metadata.partition(), metadata.offset()));
                return;
            }
            LOG.atWarn().addKeyValue("record", record.key()).setCause(failure).log("A work record could not be produced");
        });
    }

    @Override
    public void noteAcknowledged() {
        List<WorkRecords.Stored> batch = new ArrayList<>();
        for (var next = stored.poll(); next != null; next = batch.size() < MOST_AT_ONCE ? stored.poll() : null) {
            batch.add(next);
        }
        records.acknowledged(batch);
    }

    @Override
    public void flush() {
        producer.flush();
        while (!stored.isEmpty()) {
            noteAcknowledged();
        }
    }
}
