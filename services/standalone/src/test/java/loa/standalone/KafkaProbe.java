package loa.standalone;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Reads and writes topics as anybody with a Kafka client could. */
final class KafkaProbe {
    private final String bootstrapServers;

    KafkaProbe(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** The first record with this key. */
    ConsumerRecord<String, byte[]> find(String topic, String key) {
        return all(topic).stream().filter(record -> key.equals(record.key())).findFirst().orElseThrow();
    }

    /** How many dead letters have this reason. */
    int count(String topic, String reason) {
        return (int) all(topic).stream().filter(r -> reason.equals(new String(r.headers().lastHeader("loa_reason").value(), UTF_8)))
                .count();
    }

    void send(ProducerRecord<String, byte[]> record) {
        try (var producer = new KafkaProducer<>(Map.<String, Object>of("bootstrap.servers", bootstrapServers), new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(record).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Every key, value and header of every topic, as text. */
    String everything() {
        var text = new StringBuilder();
        try (var consumer = consumer()) {
            consumer.listTopics().keySet().stream().filter(topic -> topic.startsWith("loa."))
                    .forEach(topic -> all(topic).forEach(record -> {
                        text.append(record.key()).append(' ').append(record.value() == null ? "" : new String(record.value(), UTF_8));
                        record.headers().forEach(header -> text.append(' ').append(new String(header.value(), UTF_8)));
                        text.append('\n');
                    }));
        }
        return text.toString();
    }

    static ProducerRecord<String, byte[]> withChangedByte(ConsumerRecord<String, byte[]> genuine) {
        byte[] value = genuine.value().clone();
        value[value.length / 2] ^= 1;
        return new ProducerRecord<>(genuine.topic(), null, genuine.key(), value, genuine.headers());
    }

    static ProducerRecord<String, byte[]> withType(ConsumerRecord<String, byte[]> genuine, String type) {
        var copy = withoutHeader(genuine, "ce_type");
        copy.headers().add("ce_type", type.getBytes(UTF_8));
        return copy;
    }

    static ProducerRecord<String, byte[]> withoutHeader(ConsumerRecord<String, byte[]> genuine, String name) {
        var headers = new RecordHeaders(genuine.headers());
        headers.remove(name);
        return new ProducerRecord<>(genuine.topic(), null, genuine.key(), genuine.value(), headers);
    }

    private List<ConsumerRecord<String, byte[]>> all(String topic) {
        try (var consumer = consumer()) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream().map(p -> new TopicPartition(topic, p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            return records;
        }
    }

    private KafkaConsumer<String, byte[]> consumer() {
        return new KafkaConsumer<>(Map.<String, Object>of("bootstrap.servers", bootstrapServers, "auto.offset.reset", "earliest"),
                new StringDeserializer(), new ByteArrayDeserializer());
    }
}
