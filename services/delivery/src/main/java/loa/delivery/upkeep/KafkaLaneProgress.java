package loa.delivery.upkeep;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

import org.apache.kafka.clients.admin.Admin;
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
            List<TopicPartition> partitions = partitions(topic);
            Map<TopicPartition, Long> starts = offsets(partitions, OffsetSpec.earliest());
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
            Map<TopicPartition, Long> ends = offsets(partitions, OffsetSpec.latest());
            return partitions.stream().map(partition -> {
                OffsetAndMetadata known = committed.get(partition);
                long start = Objects.requireNonNull(starts.get(partition));
                return new WorkRecords.Progress(partition.partition(), known == null ? start : Math.max(known.offset(), start),
                        Objects.requireNonNull(ends.get(partition)));
            }).toList();
        } catch (ExecutionException e) {
            throw new IllegalStateException("how far lane %s has come is not to be had".formatted(lane.code()), e.getCause());
        }
    }

    private List<TopicPartition> partitions(String topic) throws InterruptedException, ExecutionException {
        TopicDescription description = admin.describeTopics(List.of(topic)).topicNameValues().values().iterator().next().get();
        return description.partitions().stream().map(info -> new TopicPartition(topic, info.partition())).toList();
    }

    private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, OffsetSpec which)
            throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> asked = partitions.stream().collect(Collectors.toMap(p -> p, p -> which));
        return admin.listOffsets(asked).all().get().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, found -> found.getValue().offset()));
    }
}
