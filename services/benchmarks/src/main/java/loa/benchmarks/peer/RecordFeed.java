package loa.benchmarks.peer;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** One record for each recipient: key the number, value the text. */
public final class RecordFeed implements AutoCloseable {
    private static final int PARTITIONS = 6;
    private static final String TEXT = "LOA %s Bão số 9 đổ bộ tối nay, gió cấp 12. Ở yên trong nhà kiên cố, không ra khơi.";

    private final Admin admin;
    private final KafkaProducer<String, String> producer;

    /** To this broker. */
    public RecordFeed(String bootstrap) {
        admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
        // the partitions are a moment old: an idempotent producer whose first batch meets no leader is refused for ever after
        producer = new KafkaProducer<>(Map.of("bootstrap.servers", bootstrap, "linger.ms", 20, "enable.idempotence", false, "acks", "all"),
                new StringSerializer(), new StringSerializer());
    }

    /** Makes a topic with so many records; returns its name when the broker has them all. */
    public String fill(int recipients) {
        String topic = "bench." + UUID.randomUUID();
        String text = TEXT.formatted(topic.substring(6, 14).toUpperCase(Locale.ROOT));
        try {
            admin.createTopics(List.of(new NewTopic(topic, Optional.of(PARTITIONS), Optional.empty()))).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The topic could not be made", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
        var failure = new AtomicReference<@Nullable Exception>();
        for (int i = 0; i < recipients; i++) {
            var _ = producer.send(new ProducerRecord<>(topic, "+8459%07d".formatted(i), text), (_, e) -> failure.compareAndSet(null, e));
        }
        producer.flush();
        if (failure.get() != null) {
            throw new IllegalStateException("A record was not taken", failure.get());
        }
        return topic;
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
    }
}
