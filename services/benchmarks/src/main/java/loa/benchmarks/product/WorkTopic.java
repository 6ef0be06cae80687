package loa.benchmarks.product;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

import loa.standalone.data.Credentials;

/** The work records of one lane, read afterwards, so that reading costs the run nothing. */
public final class WorkTopic implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<String, byte[]> consumer;
    private final List<TopicPartition> partitions;

    /** Of this channel and lane. */
    public WorkTopic(Credentials credentials, String channel, String lane) {
        String topic = "loa.%s.work.%s".formatted(channel, lane);
        consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", credentials.kafka().bootstrapServers()), new StringDeserializer(),
                new ByteArrayDeserializer());
        partitions = consumer.partitionsFor(topic).stream().map(p -> new TopicPartition(p.topic(), p.partition())).toList();
        consumer.assign(partitions);
    }

    /**
     * The records of one directive.
     *
     * @param firstAt epoch milliseconds at which its producer took the first one
     * @param lastAt  the same for the last one
     */
    public record Records(int count, long firstAt, long lastAt) {
        private Records with(long at) {
            return new Records(count + 1, Math.min(firstAt, at), Math.max(lastAt, at));
        }
    }

    /** Reads what has been produced since this directive was issued. */
    public Records of(Desk.Issued directive) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        seek(directive.askedAt(), ends);
        Map<TopicPartition, Long> left = new HashMap<>(ends);
        left.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
        var records = new Records(0, Long.MAX_VALUE, 0);
        UUID id = directive.id();
        while (!left.isEmpty()) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                records = record.key().startsWith(id.toString()) ? records.with(record.timestamp()) : records;
            }
            left.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
        }
        return records;
    }

    private void seek(long since, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, OffsetAndTimestamp> starts = consumer
                .offsetsForTimes(partitions.stream().collect(Collectors.toMap(p -> p, _ -> since)));
        for (TopicPartition partition : partitions) {
            OffsetAndTimestamp start = starts.get(partition);
            consumer.seek(partition, start == null ? ends.getOrDefault(partition, 0L) : start.offset());
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
