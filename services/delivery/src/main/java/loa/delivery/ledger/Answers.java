package loa.delivery.ledger;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/** What an answer of the provider leads to: the same whether it comes in time or after its owner was taken for dead. */
final class Answers {
    private Answers() {}

    /**
     * @param maybeSent whether an attempt may have reached the provider besides the one that is answered here
     */
    static Standing of(Standing.Open from, DeliveryState outcome, @Nullable Instant nextAt, boolean maybeSent) {
        return switch (outcome) {
            case ACCEPTED -> new Standing.Accepted(null);
            case REFUSED -> new Standing.Refused();
            case GONE -> new Standing.Gone();
            case DEFERRED -> new Standing.Deferred(from.attempts(), nextAt, maybeSent);
            case UNKNOWN -> new Standing.Unknown(from.attempts(), 0, nextAt);
            case SENDING, EXPIRED, CANCELLED -> throw new IllegalArgumentException("no provider answers " + outcome.code());
        };
    }
}
