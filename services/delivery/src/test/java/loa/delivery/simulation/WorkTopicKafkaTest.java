package loa.delivery.simulation;

import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

import loa.contract.BulletinClass;
import loa.contract.Channel;
import loa.contract.Topics;
import loa.delivery.RecipientId;
import loa.delivery.kafka.EngineTopics;
import loa.delivery.kafka.KafkaClients;
import loa.delivery.work.KafkaWorkTopic;
import loa.delivery.work.WorkRecord;
import loa.delivery.work.WorkRecords;
import loa.delivery.work.WorkTopic;
import loa.sandbox.SharedServers;

class WorkTopicKafkaTest extends WorkTopicContract {
    private static final Channel CHANNEL = Channel.LOUDSPEAKER;
    /** Of these one record is larger than the producer sends. */
    private static final int TOO_MANY = 250_000;

    private final KafkaClients clients = new KafkaClients(Map.of("bootstrap.servers", SharedServers.kafka().bootstrapServers()),
            "work-topic",
            Duration.ofSeconds(6));
    private final Producer<String, byte[]> producer = clients.producer();
    private final Map<BulletinClass, String> groups = new EnumMap<>(BulletinClass.class);

    @Override
    WorkTopic open(WorkRecords noted) {
        try (Admin admin = clients.admin()) {
            new EngineTopics(CHANNEL, 1).create(admin);
            for (BulletinClass lane : BulletinClass.values()) {
                String group = SharedServers.freshName("work-topic");
                groups.put(lane, group);
                admin.alterConsumerGroupOffsets(group, ends(admin, lane)).all().get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
        return new KafkaWorkTopic(CHANNEL, producer, noted);
    }

    private static Map<TopicPartition, OffsetAndMetadata> ends(Admin admin, BulletinClass lane)
            throws InterruptedException, ExecutionException {
        String topic = Topics.work(CHANNEL, lane);
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        admin.describeTopics(List.of(topic)).topicNameValues().get(topic).get().partitions()
                .forEach(partition -> latest.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest()));
        Map<TopicPartition, OffsetAndMetadata> ends = new HashMap<>();
        admin.listOffsets(latest).all().get().forEach((partition, end) -> ends.put(partition, new OffsetAndMetadata(end.offset())));
        return ends;
    }

    @Override
    Consumer<String, byte[]> join(BulletinClass lane) {
        Consumer<String, byte[]> member = clients.consumer(Objects.requireNonNull(groups.get(lane)), 500);
        member.subscribe(List.of(Topics.work(CHANNEL, lane)));
        return member;
    }

    @Override
    void leave(Consumer<String, byte[]> member) {
        member.close(CloseOptions.timeout(Duration.ofSeconds(5)));
    }

    @Override
    void spoil(BulletinClass lane) {
        try {
            producer.send(new ProducerRecord<>(Topics.work(CHANNEL, lane), "spoilt", unreadable())).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    void produceInVain(WorkTopic to, BulletinClass lane, WorkRecord record) {
        List<RecipientId> many = IntStream.range(0, TOO_MANY).mapToObj(i -> new RecipientId(new UUID(record.seq(), i))).toList();
        to.produce(lane, new WorkRecord(record.revision(), record.seq(), List.of(new WorkRecord.Run(Worlds.EAST, many))));
    }

    @Override
    void close() {
        clients.close();
    }
}
