package loa.sandbox.kafka;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class KafkaNodeTest {

    @TempDir
    Path directory;

    @Test
    void recordsAndGroupOffsetsOutliveARestartOnOtherPorts() throws Exception {
        try (KafkaNode node = KafkaNode.start(directory, 0)) {
            create(node, "kept");
            produce(node, "kept", "một", "hai");
            assertThat(consume(node, "kept", 2)).containsExactly("một", "hai");
        }
        try (KafkaNode node = KafkaNode.start(directory, 0)) {
            produce(node, "kept", "ba");
            assertThat(consume(node, "kept", 1)).containsExactly("ba");
        }
    }

    @Test
    void aTakenPortIsToldInOneSentence() throws Exception {
        try (KafkaNode node = KafkaNode.start(directory.resolve("a"), 0)) {
            assertThatThrownBy(() -> KafkaNode.start(directory.resolve("b"), node.port()))
                    .hasMessage("port " + node.port() + " on 127.0.0.1 is in use");
        }
    }

    private static void create(KafkaNode node, String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", node.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
    }

    private static void produce(KafkaNode node, String topic, String... values) throws Exception {
        try (var producer = new KafkaProducer<>(Map.of("bootstrap.servers", node.bootstrapServers(), "acks", "all"),
                new StringSerializer(), new StringSerializer())) {
            for (String value : values) {
                producer.send(new ProducerRecord<>(topic, value)).get();
            }
        }
    }

    private static List<String> consume(KafkaNode node, String topic, int count) {
        List<String> values = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", node.bootstrapServers(), "group.id", "reader",
                "auto.offset.reset", "earliest", "enable.auto.commit", "false"), new StringDeserializer(),
                new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (values.size() < count && System.nanoTime() < end) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    values.add(record.value());
                }
            }
            consumer.commitSync();
        }
        return values;
    }
}
