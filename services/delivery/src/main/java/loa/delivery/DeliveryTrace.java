package loa.delivery;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import loa.contract.AreaCode;
import loa.contract.DirectiveId;

/**
 * What happened to one delivery, for someone who asks.
 *
 * @param state    the state of {@code api.md}: a settled one, {@code delivered} or {@code undelivered} after a receipt, or an open one
 * @param attempts oldest first
 * @param receipts oldest first
 */
public record DeliveryTrace(DeliveryId delivery, DirectiveId directive, int revision, RecipientId recipient, AreaCode area, String state,
        @Nullable String reason, Instant plannedAt, @Nullable Instant settledAt, List<Attempt> attempts, List<Proof> receipts) {
    /** Copies the lists. */
    public DeliveryTrace {
        attempts = List.copyOf(attempts);
        receipts = List.copyOf(receipts);
    }

    /**
     * One call to the provider.
     *
     * @param outcome {@code accepted}, {@code refused}, {@code gone}, {@code deferred} or {@code unknown}
     */
    public record Attempt(Instant at, String provider, String outcome, @Nullable String code, @Nullable String reference, int tookMs) {}

    /** One receipt. */
    public record Proof(Instant at, String status, @Nullable String code) {}
}
