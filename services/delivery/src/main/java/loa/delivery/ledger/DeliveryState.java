package loa.delivery.ledger;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Where a claimed delivery stands. Whom nobody has claimed yet is planned and has no row, thus no state. */
public enum DeliveryState {
    /** Claimed: on its way, or waiting for its turn. */
    SENDING,
    /** Certainly not processed; comes back by its own time. */
    DEFERRED,
    /** Sent, and nobody knows what became of it. */
    UNKNOWN,
    ACCEPTED,
    REFUSED,
    GONE,
    EXPIRED,
    CANCELLED;

    /** The name in lower case, as in tables and JSON. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The state with this code. */
    public static DeliveryState ofCode(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    /** Whether nothing moves it any more. */
    public boolean isSettled() {
        return next().isEmpty();
    }

    /** The states that may follow. */
    public Set<DeliveryState> next() {
        return switch (this) {
            case SENDING -> EnumSet.complementOf(EnumSet.of(SENDING));
            case DEFERRED -> EnumSet.of(SENDING, UNKNOWN, ACCEPTED, EXPIRED, CANCELLED);
            case UNKNOWN -> EnumSet.of(DEFERRED, ACCEPTED, REFUSED, GONE);
            case ACCEPTED, REFUSED, GONE, EXPIRED, CANCELLED -> EnumSet.noneOf(DeliveryState.class);
        };
    }
}
