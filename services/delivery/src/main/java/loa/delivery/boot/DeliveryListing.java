package loa.delivery.boot;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import loa.api.access.Caller;
import loa.api.access.Rights;
import loa.api.listing.Listing;
import loa.api.listing.PageRequest;
import loa.api.problem.FieldFault;
import loa.api.problem.ProblemException;
import loa.api.problem.Wording;
import loa.contract.DirectiveId;
import loa.contract.Role;
import loa.delivery.Deliveries;
import loa.delivery.DeliveryId;
import loa.delivery.DeliveryTrace;

/** Lists a directive's deliveries for those who may see them: approvers, administrators and auditors, each in his own area. */
public final class DeliveryListing {
    private static final Set<String> STATES = Set.of("planned", "sending", "deferred", "unknown", "accepted", "refused", "gone", "expired",
            "cancelled", "delivered", "undelivered");
    private static final int LONGEST_REASON = 200;

    private final Deliveries deliveries;
    private final AreaScope scope;

    DeliveryListing(Deliveries deliveries, AreaScope scope) {
        this.deliveries = deliveries;
        this.scope = scope;
    }

    /**
     * The parameters as they came.
     *
     * @param before of the last attempt: earlier than that
     */
    public record Query(@Nullable String directive, @Nullable String state, @Nullable String reason, @Nullable String before) {}

    /**
     * A page of them in the order of their ids.
     *
     * @throws ProblemException 403, 422
     */
    public Listing<DeliveryTrace> list(Caller caller, Query query, PageRequest page) {
        String state = query.state();
        List<FieldFault> faults = new ArrayList<>();
        if (state == null || !STATES.contains(state)) {
            faults.add(new FieldFault("?state", "unknown-state",
                    Wording.of("Không có trạng thái %s.", "There is no state %s.", String.valueOf(state))));
        }
        Asked asked = read(caller, query, faults);
        DeliveryId after = page.afterId().map(DeliveryId::new).orElse(null);
        return Listing.of(deliveries.inState(asked.directive(), String.valueOf(state), asked.filter(), after, page.fetch()), page,
                trace -> trace.delivery().toString());
    }

    private record Asked(DirectiveId directive, Deliveries.Filter filter) {}

    private Asked read(Caller caller, Query query, List<FieldFault> faults) {
        Rights.require(caller, Role.APPROVER, Role.ADMINISTRATOR, Role.AUDITOR);
        Optional<DirectiveId> directive = directive(query.directive() == null ? "" : query.directive(), "?directive", faults);
        var filter = new Deliveries.Filter(reason(query.reason(), faults), before(query.before(), faults), scope.of(caller));
        if (directive.isEmpty() || !faults.isEmpty()) {
            throw ProblemException.invalid(faults);
        }
        return new Asked(directive.get(), filter);
    }

    /**
     * What is unknown of a directive, by reason; the query's state means nothing here.
     *
     * @throws ProblemException 403, 422
     */
    List<Deliveries.UnknownGroup> unknown(Caller caller, Query query) {
        Asked asked = read(caller, query, new ArrayList<>());
        return deliveries.unknown(asked.directive(), asked.filter());
    }

    private static @Nullable Instant before(@Nullable String text, List<FieldFault> faults) {
        try {
            return text == null || text.isEmpty() ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            faults.add(new FieldFault("?before", "invalid-time",
                    Wording.of("Thời điểm phải có múi giờ, ví dụ 2026-11-22T14:03:00+07:00.",
                            "The time needs an offset, such as 2026-11-22T14:03:00+07:00.")));
            return null;
        }
    }

    private static @Nullable String reason(@Nullable String text, List<FieldFault> faults) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        if (text.length() > LONGEST_REASON || text.chars().anyMatch(Character::isISOControl)) {
            faults.add(new FieldFault("?reason", "invalid-length",
                    Wording.of("Lý do dài nhất %d ký tự.", "A reason has at most %d characters.", LONGEST_REASON)));
        }
        return text;
    }

    /** Reads a directive's id, or adds a fault. */
    public static Optional<DirectiveId> directive(String text, String pointer, List<FieldFault> faults) {
        try {
            return Optional.of(new DirectiveId(UUID.fromString(text)));
        } catch (IllegalArgumentException e) {
            faults.add(new FieldFault(pointer, "unknown-directive",
                    Wording.of("Không có chỉ đạo %s.", "There is no directive %s.", text.isEmpty() ? "–" : text)));
            return Optional.empty();
        }
    }
}
