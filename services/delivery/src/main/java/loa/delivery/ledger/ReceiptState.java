package loa.delivery.ledger;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

import loa.delivery.Receipt;

/** What receipts have shown so far, in the order in which one outranks the other: proof of arrival is final. */
public enum ReceiptState {
    UNDER_WAY,
    UNDELIVERED,
    DELIVERED;

    /** What a receipt of this meaning shows. */
    public static ReceiptState of(Receipt.Meaning meaning) {
        return switch (meaning) {
            case UNDER_WAY -> UNDER_WAY;
            case UNDELIVERED -> UNDELIVERED;
            case DELIVERED -> DELIVERED;
        };
    }

    /** The state with this code; null for null. */
    public static @Nullable ReceiptState ofCode(@Nullable String code) {
        return code == null ? null : valueOf(code.toUpperCase(Locale.ROOT));
    }

    /** The name in lower case, as in tables. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it replaces the other. */
    public boolean outranks(@Nullable ReceiptState other) {
        return other == null || compareTo(other) > 0;
    }
}
