package loa.publisher;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

import loa.sandbox.SharedServers;

/** All that stands on a topic, from its beginning. */
final class TopicReader implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final KafkaConsumer<String, byte[]> consumer;
    private final List<ConsumerRecord<String, byte[]>> seen = new ArrayList<>();

    TopicReader(String topic) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", SharedServers.kafka().bootstrapServers(), "auto.offset.reset", "earliest",
                        "key.deserializer", StringDeserializer.class, "value.deserializer", ByteArrayDeserializer.class));
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream().map(p -> new TopicPartition(topic, p.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** The records that fit, once there are so many. */
    List<ConsumerRecord<String, byte[]>> await(int count, Predicate<ConsumerRecord<String, byte[]>> fits) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            List<ConsumerRecord<String, byte[]>> found = seen.stream().filter(fits).toList();
            if (found.size() >= count) {
                return found;
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("%d records expected, but there are %d of %d".formatted(count, found.size(), seen.size()));
            }
            consumer.poll(Duration.ofMillis(100)).forEach(seen::add);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
