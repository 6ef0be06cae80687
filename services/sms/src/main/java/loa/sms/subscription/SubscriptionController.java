package loa.sms.subscription;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import loa.api.access.Caller;
import loa.api.access.Rights;
import loa.api.listing.Listing;
import loa.api.listing.PageRequest;
import loa.api.problem.FieldFault;
import loa.api.problem.ProblemException;
import loa.api.problem.Wording;
import loa.contract.AreaCode;
import loa.contract.LoaJson;
import loa.contract.Role;
import loa.delivery.desk.AreaTree;
import loa.delivery.desk.Quote;
import loa.sms.area.AreaScope;
import loa.sms.phone.PhoneNumber;

/** Phone subscriptions, one at a time. A number stands in bodies alone, never in a path, a query or a log. */
@RestController
final class SubscriptionController {
    static final String PATH = "/api/v1/sms/subscriptions";

    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionController.class);

    private final Subscriptions subscriptions;
    private final SubscriptionReader reader;
    private final AreaScope scope;
    private final AreaTree tree;

    SubscriptionController(Subscriptions subscriptions, SubscriptionReader reader, AreaScope scope, AreaTree tree) {
        this.subscriptions = subscriptions;
        this.reader = reader;
        this.scope = scope;
        this.tree = tree;
    }

    /** A number that is looked for. */
    record SearchRequest(@Nullable String phone) {}

    /** Subscribes a number, or replaces what it is subscribed to. */
    @PostMapping(PATH)
    ResponseEntity<SubscriptionView> subscribe(Caller caller, @RequestBody SubscriptionRequest request) {
        Rights.require(caller, Role.DRAFTER, Role.OPERATOR);
        List<FieldFault> faults = new ArrayList<>();
        SubscriptionReader.Read read = reader.forRequest().read(request.raw(), into(faults))
                .orElseThrow(() -> ProblemException.invalid(faults));
        read.terms().areas().forEach(area -> scope.require(caller, area));
        return switch (subscriptions.save(read.phone(), read.terms(), caller.holder(), area -> scope.covers(caller, area))) {
            case Saving.Created(var made) -> ResponseEntity.created(URI.create(PATH + "/" + made.id())).body(SubscriptionView.of(made));
            case Saving.Replaced(var changed) -> ResponseEntity.ok(SubscriptionView.of(changed));
            case Saving.OptedOut(var at) -> throw ProblemException.invalid("/consent/at", "opted-out", Wording.of(
                    "Người nhận đã từ chối nhận tin lúc %s; cần sự đồng ý sau thời điểm đó.",
                    "The resident opted out at %s; a later consent is needed.", LoaJson.format(at.atOffset(LoaJson.OFFSET))));
            case Saving.OutsideArea() -> throw ProblemException.forbidden(Wording.of("Số này đã đăng ký ở địa bàn khác.",
                    "This number is subscribed for areas outside of the one that was assigned."));
        };
    }

    /** One subscription. */
    @GetMapping(PATH + "/{id}")
    SubscriptionView get(Caller caller, @PathVariable String id) {
        requireReader(caller);
        return SubscriptionView.of(visible(caller, id));
    }

    /** Those who named this area or one below it; without one all, for callers whose roles hold everywhere. */
    @GetMapping(PATH)
    Listing<SubscriptionView> list(Caller caller, @RequestParam(required = false) @Nullable String area, PageRequest page) {
        requireReader(caller);
        @Nullable
        UUID before = page.afterId().orElse(null);
        List<Subscription> found = area == null || area.isEmpty() ? everywhere(caller, before, page) : in(area, caller, before, page);
        return Listing.of(found, page, s -> s.id().toString()).map(SubscriptionView::of);
    }

    /** Ends a subscription at the resident's wish; also what is planned already is not sent. */
    @DeleteMapping(PATH + "/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void optOut(Caller caller, @PathVariable String id) {
        Rights.require(caller, Role.DRAFTER, Role.OPERATOR, Role.ADMINISTRATOR);
        Subscription subscription = visible(caller, id);
        boolean ended = subscriptions.end(subscription.id(), "desk:" + caller.holder());
        LOG.atInfo().addKeyValue("subscription", subscription.id()).addKeyValue("holder", caller.holder()).addKeyValue("ended", ended)
                .log("Opted out");
    }

    /** The subscription of a number: none or one. */
    @PostMapping(PATH + ":search")
    Listing<SubscriptionView> search(Caller caller, @RequestBody SearchRequest request) {
        requireReader(caller);
        List<FieldFault> faults = new ArrayList<>();
        PhoneNumber phone = reader.phone(request.phone(), "phone", into(faults)).orElseThrow(() -> ProblemException.invalid(faults));
        Optional<Subscription> found = subscriptions.find(phone).filter(s -> covers(caller, s));
        LOG.atInfo().addKeyValue("holder", caller.holder()).addKeyValue("found", found.isPresent()).log("A number was looked up");
        return Listing.whole(found.stream().map(SubscriptionView::of).toList());
    }

    private static void requireReader(Caller caller) {
        Rights.require(caller, Role.values());
    }

    private List<Subscription> everywhere(Caller caller, @Nullable UUID before, PageRequest page) {
        Rights.requireArea(caller, List.of());
        return subscriptions.newest(before, page.fetch());
    }

    private List<Subscription> in(String area, Caller caller, @Nullable UUID before, PageRequest page) {
        if (!AreaCode.isWellFormed(area)) {
            throw ProblemException.invalid("?area", "unknown-area",
                    Wording.of("Không có địa bàn %s.", "There is no area %s.", Quote.of(area)));
        }
        AreaCode code = new AreaCode(area);
        scope.require(caller, code);
        return subscriptions.newest(tree.subtree(code), before, page.fetch());
    }

    private Subscription visible(Caller caller, String id) {
        Subscription subscription = parse(id).flatMap(subscriptions::find)
                .orElseThrow(() -> ProblemException.notFound(Wording.of("Không có đăng ký %s.", "There is no subscription %s.", id)));
        if (!covers(caller, subscription)) {
            throw ProblemException.forbidden(Wording.of("Đăng ký này ở địa bàn khác.", "This subscription is for another area."));
        }
        return subscription;
    }

    private boolean covers(Caller caller, Subscription subscription) {
        return subscription.terms().areas().stream().anyMatch(area -> scope.covers(caller, area));
    }

    private static Optional<SubscriptionId> parse(String id) {
        try {
            return Optional.of(new SubscriptionId(UUID.fromString(id)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Faults into(List<FieldFault> faults) {
        return (field, code, detail) -> faults.add(new FieldFault("/" + field, code, detail));
    }
}
