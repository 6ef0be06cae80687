package loa.contract;

import java.time.OffsetDateTime;
import java.util.UUID;

/** What became of the check of a record. */
public sealed interface Verification {
    /**
     * The record is an event of someone whom we believe.
     *
     * @param eventId names the event: the same id with other bytes is a forgery too, which only one who remembers ids can tell
     * @param value   the record's bytes as they stood
     */
    record Genuine(UUID eventId, OffsetDateTime time, LoaEvent event, byte[] value) implements Verification {}

    /** The record must not be acted upon and belongs to the dead letters. */
    record Refused(Reason reason, String detail) implements Verification {}

    /** Why a record is a dead letter. */
    enum Reason {
        UNSIGNED,
        FORGED,
        UNKNOWN_KEY,
        UNKNOWN_TYPE,
        UNREADABLE,
        CHANGED_BYTES,
        MISPLACED,
        /** Genuine, but the service's database does not take it. */
        UNSTORABLE;

        /** The name in lower case with hyphens, as in the header {@code loa_reason}. */
        public String code() {
            return Codes.of(this);
        }
    }
}
