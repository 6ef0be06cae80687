package loa.delivery.ledger;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import loa.delivery.DeliveryId;

/**
 * What became of one attempt, or why none was made.
 *
 * @param attempt which attempt it was: an answer to an earlier one comes too late
 * @param owner   who made it
 * @param reach   devices behind it; null unless accepted
 * @param at      when the attempt began; null when none was made
 * @param nextIn  how long after this is written it is taken up again; null for a settled state. No moment: the ledger's clock is not the
 *                writer's
 */
public record Settlement(DeliveryId id, int attempt, int owner, DeliveryState state, @Nullable String reason, @Nullable String detail,
        @Nullable String reference, @Nullable Long reach, @Nullable Instant at, int tookMs, @Nullable Duration nextIn) {
    /** Refuses a state that no attempt ends in. */
    public Settlement {
        if (state == DeliveryState.SENDING) {
            throw new IllegalArgumentException("an attempt does not end in sending");
        }
    }

    /** When it is taken up again, if this is written now. */
    public @Nullable Instant nextAt(Instant now) {
        return nextIn == null ? null : now.plus(nextIn);
    }

    /** Ends a delivery that was not sent. */
    public static Settlement unsent(DeliveryId id, int attempt, int owner, DeliveryState state, @Nullable String reason) {
        return new Settlement(id, attempt, owner, state, reason, null, null, null, null, 0, null);
    }
}
