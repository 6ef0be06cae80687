package loa.sms.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import loa.api.access.Caller;
import loa.api.access.Rights;
import loa.api.listing.Listing;
import loa.api.listing.PageRequest;
import loa.api.problem.FieldFault;
import loa.api.problem.ProblemException;
import loa.api.problem.Wording;
import loa.contract.DirectiveId;
import loa.contract.Role;
import loa.delivery.DeliveryId;
import loa.delivery.DeliveryTrace;
import loa.delivery.boot.DeliveryListing;
import loa.sms.area.AreaScope;
import loa.sms.phone.PhoneNumber;
import loa.sms.phone.PhoneReader;
import loa.sms.phone.PhoneReading;

/** Looks into what was sent. Each look at one number is logged, without the number. */
@RestController
final class DeliveryController {
    private static final String PATH = "/api/v1/sms/deliveries";
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryController.class);

    private final Traces traces;
    private final PhoneReader phones;
    private final AreaScope scope;
    private final DeliveryListing listing;

    DeliveryController(Traces traces, PhoneReader phones, AreaScope scope, DeliveryListing listing) {
        this.traces = traces;
        this.phones = phones;
        this.scope = scope;
        this.listing = listing;
    }

    /** A number, and a directive where only that one matters. */
    record SearchRequest(@Nullable String phone, @Nullable String directive) {}

    /** What one number was sent, newest first. */
    @PostMapping(PATH + ":search")
    Listing<TraceView> search(Caller caller, @RequestBody SearchRequest request, PageRequest page) {
        require(caller);
        List<FieldFault> faults = new ArrayList<>();
        Optional<PhoneNumber> phone = phone(request.phone(), faults);
        Optional<DirectiveId> directive = request.directive() == null
                ? Optional.empty()
                : DeliveryListing.directive(request.directive(), "/directive", faults);
        if (!faults.isEmpty()) {
            throw ProblemException.invalid(faults);
        }
        Listing<DeliveryTrace> found = Listing.of(
                traces.of(phone.orElseThrow(), directive.orElse(null), after(page), page.fetch()), page,
                trace -> trace.delivery().toString());
        List<DeliveryTrace> visible = visible(caller, found.items());
        LOG.atInfo().addKeyValue("holder", caller.holder()).addKeyValue("deliveries", visible.size()).log("A number was looked up");
        return new Listing<>(traces.shown(visible, false), found.next());
    }

    /** Deliveries of a directive in a state, in the order of their ids; numbers masked. What is only planned has no delivery yet. */
    @GetMapping(PATH)
    Listing<TraceView> list(Caller caller, @RequestParam(required = false) @Nullable String directive,
            @RequestParam(required = false) @Nullable String state, @RequestParam(required = false) @Nullable String reason,
            @RequestParam(required = false) @Nullable String before, PageRequest page) {
        Listing<DeliveryTrace> found = listing.list(caller, new DeliveryListing.Query(directive, state, reason, before), page);
        return new Listing<>(traces.shown(found.items(), true), found.next());
    }

    private static @Nullable DeliveryId after(PageRequest page) {
        return page.afterId().map(DeliveryId::new).orElse(null);
    }

    private static void require(Caller caller) {
        Rights.require(caller, Role.APPROVER, Role.ADMINISTRATOR, Role.AUDITOR);
    }

    private List<DeliveryTrace> visible(Caller caller, List<DeliveryTrace> found) {
        return found.stream().filter(trace -> scope.covers(caller, trace.area())).toList();
    }

    private Optional<PhoneNumber> phone(@Nullable String text, List<FieldFault> faults) {
        return switch (phones.read(text == null ? "" : text.strip())) {
            case PhoneReading.Valid(var phone) -> Optional.of(phone);
            case PhoneReading.Invalid(var detail) -> {
                faults.add(new FieldFault("/phone", text == null || text.isBlank() ? "required" : "invalid-phone", detail));
                yield Optional.empty();
            }
        };
    }
}
