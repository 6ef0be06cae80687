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
 * @param asking   null unless it is unknown
 */
public record DeliveryTrace(DeliveryId delivery, DirectiveId directive, int revision, RecipientId recipient, AreaCode area, String state,
        @Nullable String reason, Instant plannedAt, @Nullable Instant settledAt, List<Attempt> attempts, List<Proof> receipts,
        @Nullable Asking asking) {
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

    /**
     * How far the questions about an unknown delivery have come.
     *
     * @param since    when the attempt began of which nobody knows
     * @param notFound how often the provider has said that it does not have it
     * @param next     when the provider is asked again; null: nobody asks any more, a receipt or a person settles it
     */
    public record Asking(Instant since, int notFound, @Nullable Instant next) {}

    /** One receipt. */
    public record Proof(Instant at, String status, @Nullable String code) {}
}
