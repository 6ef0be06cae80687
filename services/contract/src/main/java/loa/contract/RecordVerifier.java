package loa.contract;

import java.time.DateTimeException;
import java.time.OffsetDateTime;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Checks that a record of a compacted topic was signed by {@link RecordSigner} with a key that we believe. Thread-safe. */
public final class RecordVerifier {
    private final KeyRing keys;

    /** Believes these keys. */
    public RecordVerifier(KeyRing keys) {
        this.keys = keys;
    }

    /** The state that the record sets, or why it must not be followed. Never throws for a record, however malformed. */
    public StateRecord verify(ConsumerRecord<String, byte[]> record) {
        Headers headers = record.headers();
        String recordKey = record.key();
        String keyId = EventAttributes.text(headers, EventAttributes.KEY_ID);
        String signature = EventAttributes.text(headers, EventAttributes.SIGNATURE);
        String time = EventAttributes.text(headers, StateRecord.TIME);
        if (recordKey == null) {
            return new StateRecord.Refused(Verification.Reason.UNREADABLE, "The record has no key.");
        }
        if (signature.isEmpty()) {
            return new StateRecord.Refused(Verification.Reason.UNSIGNED, "The record has no ce_signature.");
        }
        if (!keys.knows(keyId)) {
            return new StateRecord.Refused(Verification.Reason.UNKNOWN_KEY, "ce_keyid is not one of " + keys.ids() + ".");
        }
        if (recordKey.indexOf('\n') >= 0
                || !keys.verifies(keyId, StateRecord.signedBytes(record.topic(), recordKey, time, record.value()), signature)) {
            return new StateRecord.Refused(Verification.Reason.FORGED, "The signature does not belong to this key, time and value.");
        }
        return genuine(recordKey, time, record.value());
    }

    private static StateRecord genuine(String recordKey, String time, byte @Nullable [] value) {
        try {
            return new StateRecord.Genuine(recordKey, OffsetDateTime.parse(time), value);
        } catch (DateTimeException e) {
            return new StateRecord.Refused(Verification.Reason.UNREADABLE, "ce_time is no time.");
        }
    }
}
