package loa.delivery.desk;

import java.time.Duration;
import java.util.Map;
import java.util.function.BiConsumer;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import loa.contract.DeadLetters;
import loa.contract.Verification;

/**
 * Lays refused records onto the dead letters. Its producer is made for the first one: there should never be any. A record that stays on
 * its topic is refused again by every service and at every start; topic, partition and offset in the letter's headers tell them to be one.
 */
final class RefusedRecords implements BiConsumer<ConsumerRecord<String, byte[]>, Verification.Reason>, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RefusedRecords.class);

    private final Map<String, Object> settings;
    private @Nullable Producer<String, byte[]> producer;

    RefusedRecords(Map<String, Object> settings) {
        this.settings = Map.copyOf(settings);
    }

    @Override
    public void accept(ConsumerRecord<String, byte[]> record, Verification.Reason reason) {
        var _ = producer().send(DeadLetters.of(record, reason), (_, failure) -> {
            if (failure != null) {
                LOG.atError().addKeyValue("topic", record.topic()).addKeyValue("offset", record.offset()).setCause(failure)
                        .log("A refused record could not be laid onto the dead letters");
            }
        });
    }

    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close(Duration.ofSeconds(2));
        }
    }

    private synchronized Producer<String, byte[]> producer() {
        if (producer == null) {
            producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        }
        return producer;
    }
}
