package loa.contract;

import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.UUID;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import tools.jackson.core.JacksonException;

/** Decides whether a record is a genuine event. Thread-safe. */
public final class EventVerifier {
    private final EventCodec codec = new EventCodec();
    private final KeyRing keys;

    /** Believes the keys of this ring. */
    public EventVerifier(KeyRing keys) {
        this.keys = keys;
    }

    /** The event, or why it is not believed. Never throws for what stands in a record. */
    public Verification verify(ConsumerRecord<String, byte[]> record) {
        Headers headers = record.headers();
        byte[] value = record.value();
        String keyId = EventAttributes.text(headers, EventAttributes.KEY_ID);
        String signature = EventAttributes.text(headers, EventAttributes.SIGNATURE);
        if (value == null) {
            return refused(Verification.Reason.UNREADABLE, "The record has no value.");
        }
        if (signature.isEmpty()) {
            return refused(Verification.Reason.UNSIGNED, "The record has no ce_signature.");
        }
        if (!keys.knows(keyId)) {
            return refused(Verification.Reason.UNKNOWN_KEY, "ce_keyid is not one of " + keys.ids() + ".");
        }
        EventAttributes attributes = EventAttributes.readFrom(headers);
        if (attributes.hasLineFeed() || !keys.verifies(keyId, attributes.signedBytes(value), signature)) {
            return refused(Verification.Reason.FORGED, "The signature does not belong to these attributes and bytes.");
        }
        return EventType.ofCeType(attributes.type()).map(type -> read(record, type, attributes))
                .orElseGet(() -> refused(Verification.Reason.UNKNOWN_TYPE, "ce_type is not one of ours."));
    }

    private Verification read(ConsumerRecord<String, byte[]> record, EventType type, EventAttributes attributes) {
        try {
            LoaEvent event = codec.read(type, record.value());
            if (!event.subject().equals(attributes.subject()) || !event.key().equals(record.key())) {
                return refused(Verification.Reason.UNREADABLE, "Subject or key do not belong to the event.");
            }
            return new Verification.Genuine(UUID.fromString(attributes.id()), OffsetDateTime.parse(attributes.time()), event,
                    Arrays.copyOf(record.value(), record.value().length));
        } catch (JacksonException | IllegalArgumentException | java.time.DateTimeException | NullPointerException e) {
            return refused(Verification.Reason.UNREADABLE, "The event cannot be read: " + e.getClass().getSimpleName() + ".");
        }
    }

    private static Verification refused(Verification.Reason reason, String detail) {
        return new Verification.Refused(reason, detail);
    }
}
