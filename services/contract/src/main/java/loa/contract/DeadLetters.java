package loa.contract;

import java.nio.charset.StandardCharsets;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Refused records as they stand on {@link Topics#DEAD_LETTERS}: key, value and headers unchanged, and where they came from. */
public final class DeadLetters {
    /** How the names of the headers begin that a refusal adds. */
    public static final String PREFIX = "loa_";
    /** Why it was refused. */
    public static final String REASON = PREFIX + "reason";
    /** The topic on which the refused record stands. */
    public static final String TOPIC = PREFIX + "topic";
    /** Its partition there. */
    public static final String PARTITION = PREFIX + "partition";
    /** Its offset there. */
    public static final String OFFSET = PREFIX + "offset";
    /** The service that refused it; not all say so. */
    public static final String REFUSED_BY = PREFIX + "refused_by";

    private DeadLetters() {}

    /** The dead letter of this record. */
    public static ProducerRecord<String, byte[]> of(ConsumerRecord<String, byte[]> refused, Verification.Reason reason) {
        var letter = new ProducerRecord<>(Topics.DEAD_LETTERS, null, refused.key(), refused.value(), refused.headers());
        put(letter, REASON, reason.code());
        put(letter, TOPIC, refused.topic());
        put(letter, PARTITION, Integer.toString(refused.partition()));
        put(letter, OFFSET, Long.toString(refused.offset()));
        return letter;
    }

    /** The same with the name of the service that refused it, since several read the same topic. */
    public static ProducerRecord<String, byte[]> of(ConsumerRecord<String, byte[]> refused, Verification.Reason reason, String refusedBy) {
        ProducerRecord<String, byte[]> letter = of(refused, reason);
        put(letter, REFUSED_BY, refusedBy);
        return letter;
    }

    private static void put(ProducerRecord<String, byte[]> letter, String name, String value) {
        letter.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
