package loa.delivery.ledger;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

import loa.delivery.Receipt;

/** What receipts have shown so far, in the order in which one outranks the other: proof of arrival is final. */
enum ReceiptState {
    UNDER_WAY,
    UNDELIVERED,
    DELIVERED;

    static ReceiptState of(Receipt.Meaning meaning) {
        return switch (meaning) {
            case UNDER_WAY -> UNDER_WAY;
            case UNDELIVERED -> UNDELIVERED;
            case DELIVERED -> DELIVERED;
        };
    }

    static @Nullable ReceiptState ofCode(@Nullable String code) {
        return code == null ? null : valueOf(code.toUpperCase(Locale.ROOT));
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean outranks(@Nullable ReceiptState other) {
        return other == null || compareTo(other) > 0;
    }
}
