package loa.sms.trace;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import loa.contract.AreaCode;
import loa.delivery.DeliveryTrace;
import loa.delivery.boot.DeliveryView;

/**
 * One delivery as it is shown.
 *
 * @param phone    masked; absent where the one who asks has named the number himself
 * @param segments how many its text has; null when the directive is not known any more
 */
record TraceView(UUID delivery, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String phone, UUID directive, int revision,
        AreaCode area, String state, @Nullable String reason, @Nullable Integer segments, OffsetDateTime plannedAt,
        @Nullable OffsetDateTime settledAt, List<DeliveryView.Attempt> attempts, List<DeliveryView.Proof> receipts,
        @JsonInclude(JsonInclude.Include.NON_NULL) DeliveryView.@Nullable Question question) {
    static TraceView of(DeliveryTrace trace, @Nullable String phone, @Nullable Integer segments) {
        DeliveryView view = DeliveryView.of(trace);
        return new TraceView(view.delivery(), phone, view.directive(), view.revision(), view.area(), view.state(), view.reason(), segments,
                view.plannedAt(), view.settledAt(), view.attempts(), view.receipts(), view.question());
    }
}
