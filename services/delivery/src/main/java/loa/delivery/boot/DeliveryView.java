package loa.delivery.boot;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import loa.contract.AreaCode;
import loa.contract.LoaJson;
import loa.delivery.DeliveryTrace;

/**
 * One delivery as JSON. It does not say to whom: only a channel whose people are known by a number shows that, masked.
 *
 * @param question only of unknown ones
 */
@Schema(name = "Delivery")
public record DeliveryView(UUID delivery, UUID directive, int revision, AreaCode area, String state, @Nullable String reason,
        OffsetDateTime plannedAt, @Nullable OffsetDateTime settledAt, List<Attempt> attempts, List<Proof> receipts,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Question question) {
    /** One call to the provider. */
    @Schema(name = "DeliveryAttempt")
    public record Attempt(OffsetDateTime at, String provider, String outcome, @Nullable String code, @Nullable String reference,
            int tookMs) {}

    /** One receipt. */
    @Schema(name = "DeliveryReceipt")
    public record Proof(OffsetDateTime at, String status, @Nullable String code) {}

    /**
     * How far the questions to the provider have come.
     *
     * @param since    when the attempt began of which nobody knows
     * @param notFound how often the provider has said that it does not have it
     * @param next     null: nobody asks any more; a receipt or a person settles it
     */
    @Schema(name = "DeliveryQuestion")
    public record Question(OffsetDateTime since, int notFound, @Nullable OffsetDateTime next) {}

    /** As it is shown. */
    public static DeliveryView of(DeliveryTrace trace) {
        Instant settled = trace.settledAt();
        return new DeliveryView(trace.delivery().value(), trace.directive().value(), trace.revision(), trace.area(), trace.state(),
                trace.reason(), local(trace.plannedAt()), settled == null ? null : local(settled), attempts(trace), receipts(trace),
                question(trace));
    }

    private static List<Attempt> attempts(DeliveryTrace trace) {
        return trace.attempts().stream()
                .map(a -> new Attempt(local(a.at()), a.provider(), a.outcome(), a.code(), a.reference(), a.tookMs())).toList();
    }

    private static List<Proof> receipts(DeliveryTrace trace) {
        return trace.receipts().stream().map(p -> new Proof(local(p.at()), p.status(), p.code())).toList();
    }

    private static @Nullable Question question(DeliveryTrace trace) {
        DeliveryTrace.Asking asking = trace.asking();
        if (asking == null) {
            return null;
        }
        Instant next = asking.next();
        return new Question(local(asking.since()), asking.notFound(), next == null ? null : local(next));
    }

    private static OffsetDateTime local(Instant instant) {
        return instant.atOffset(LoaJson.OFFSET);
    }
}
