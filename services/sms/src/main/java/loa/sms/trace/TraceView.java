package loa.sms.trace;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import loa.contract.AreaCode;
import loa.contract.LoaJson;
import loa.delivery.DeliveryTrace;

/**
 * One delivery as it is shown.
 *
 * @param phone    masked; absent where the one who asks has named the number himself
 * @param segments how many its text has; null when the directive is not known any more
 */
record TraceView(UUID delivery, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String phone, UUID directive, int revision,
        AreaCode area, String state, @Nullable String reason, @Nullable Integer segments, OffsetDateTime plannedAt,
        @Nullable OffsetDateTime settledAt, List<Attempt> attempts, List<Proof> receipts) {
    /** One call to the provider. */
    record Attempt(OffsetDateTime at, String provider, String outcome, @Nullable String code, @Nullable String reference, int tookMs) {}

    /** One receipt. */
    record Proof(OffsetDateTime at, String status, @Nullable String code) {}

    static TraceView of(DeliveryTrace trace, @Nullable String phone, @Nullable Integer segments) {
        Instant settled = trace.settledAt();
        return new TraceView(trace.delivery().value(), phone, trace.directive().value(), trace.revision(), trace.area(), trace.state(),
                trace.reason(), segments, local(trace.plannedAt()), settled == null ? null : local(settled),
                trace.attempts().stream()
                        .map(a -> new Attempt(local(a.at()), a.provider(), a.outcome(), a.code(), a.reference(), a.tookMs()))
                        .toList(),
                trace.receipts().stream().map(p -> new Proof(local(p.at()), p.status(), p.code())).toList());
    }

    private static OffsetDateTime local(Instant instant) {
        return instant.atOffset(LoaJson.OFFSET);
    }
}
