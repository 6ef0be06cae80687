package loa.delivery;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Later proof of arrival, or of the opposite.
 *
 * @param status    the provider's word, such as {@code delivered}
 * @param meaning   what it says for the ledger
 * @param code      the provider's error code; null where there is none
 * @param reference the provider's name for what was sent; null when unknown
 */
public record Receipt(DeliveryId delivery, Instant at, String status, Meaning meaning, @Nullable String code,
        @Nullable String reference) {
    /** How a receipt moves a delivery; it never moves one backwards. */
    public enum Meaning {
        /** The provider has it: an unknown delivery becomes accepted. */
        UNDER_WAY,
        /** It arrived. */
        DELIVERED,
        /** It will not arrive. */
        UNDELIVERED
    }
}
