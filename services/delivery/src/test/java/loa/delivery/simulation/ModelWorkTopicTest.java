package loa.delivery.simulation;

import java.util.Collection;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;

import loa.contract.BulletinClass;
import loa.delivery.work.WorkRecord;
import loa.delivery.work.WorkRecords;
import loa.delivery.work.WorkTopic;

/** The simulation's topic while nothing fails but the broker as a whole. */
class ModelWorkTopicTest extends WorkTopicContract {
    private final Map<BulletinClass, ModelTopic> topics = new EnumMap<>(BulletinClass.class);
    private final Map<Consumer<String, byte[]>, Runnable> leaving = new IdentityHashMap<>();
    private final Chance chance = new Chance(new Random(4));
    private boolean isAway;

    @Override
    WorkTopic open(WorkRecords noted) {
        for (BulletinClass lane : BulletinClass.values()) {
            topics.put(lane, new ModelTopic());
        }
        return new ModelWorkTopic(topics, noted, chance, () -> false, () -> isAway);
    }

    @Override
    Consumer<String, byte[]> join(BulletinClass lane) {
        var member = new ModelConsumer(topic(lane), "member", chance, () -> false);
        Consumer<String, byte[]> face = member.face();
        face.subscribe(List.of("work"), new Silent());
        leaving.put(face, () -> topic(lane).leave(member));
        return face;
    }

    @Override
    void leave(Consumer<String, byte[]> member) {
        Objects.requireNonNull(leaving.remove(member)).run();
    }

    @Override
    void spoil(BulletinClass lane) {
        long unused = topic(lane).append(0, new ModelTopic.Message("spoilt", unreadable()));
    }

    @Override
    void produceInVain(WorkTopic to, BulletinClass lane, WorkRecord record) {
        isAway = true;
        to.produce(lane, record);
        isAway = false;
    }

    @Override
    void close() {
        leaving.clear();
    }

    private ModelTopic topic(BulletinClass lane) {
        return Objects.requireNonNull(topics.get(lane));
    }

    private static final class Silent implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            // nothing is in hand
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            // read from the committed offset on
        }
    }
}
