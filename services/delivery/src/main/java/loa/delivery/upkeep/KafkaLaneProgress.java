package loa.delivery.upkeep;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

import loa.contract.BulletinClass;
import loa.contract.Channel;
import loa.contract.Topics;
import loa.delivery.work.WorkRecords;

/** {@link LaneProgress} as Kafka says it. */
public final class KafkaLaneProgress implements LaneProgress {
    private final Channel channel;
    private final Admin admin;

    /** Asks about the lanes of one channel. */
    public KafkaLaneProgress(Channel channel, Admin admin) {
        this.channel = channel;
        this.admin = admin;
    }

    @Override
    public List<WorkRecords.Progress> of(BulletinClass lane) throws InterruptedException {
        String topic = Topics.work(channel, lane);
        String group = Topics.laneGroup(channel, lane);
        try {
            TopicDescription description = admin.describeTopics(List.of(topic)).topicNameValues().values().iterator().next().get();
            Map<TopicPartition, OffsetSpec> latest = IntStream.range(0, description.partitions().size()).boxed()
                    .collect(Collectors.toMap(p -> new TopicPartition(topic, p), p -> OffsetSpec.latest()));
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
            Map<TopicPartition, ListOffsetsResultInfo> ends = admin.listOffsets(latest).all().get();
            return ends.entrySet().stream().map(end -> {
                OffsetAndMetadata offset = committed.get(end.getKey());
                return new WorkRecords.Progress(end.getKey().partition(), offset == null ? 0 : offset.offset(), end.getValue().offset());
            }).toList();
        } catch (ExecutionException e) {
            throw new IllegalStateException("how far lane %s has come is not to be had".formatted(lane.code()), e.getCause());
        }
    }
}
