package loa.contract;

import java.nio.charset.StandardCharsets;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Refused records as they stand on {@link Topics#DEAD_LETTERS}: key, value and headers unchanged, and where they came from. */
public final class DeadLetters {
    private DeadLetters() {}

    /** The dead letter of this record. */
    public static ProducerRecord<String, byte[]> of(ConsumerRecord<String, byte[]> refused, Verification.Reason reason) {
        var letter = new ProducerRecord<>(Topics.DEAD_LETTERS, null, refused.key(), refused.value(), refused.headers());
        put(letter, "loa_reason", reason.code());
        put(letter, "loa_topic", refused.topic());
        put(letter, "loa_partition", Integer.toString(refused.partition()));
        put(letter, "loa_offset", Long.toString(refused.offset()));
        return letter;
    }

    private static void put(ProducerRecord<String, byte[]> letter, String name, String value) {
        letter.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
