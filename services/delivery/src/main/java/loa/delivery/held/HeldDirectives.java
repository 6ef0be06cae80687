package loa.delivery.held;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import loa.api.access.Caller;
import loa.api.access.Rights;
import loa.api.listing.Listing;
import loa.api.listing.PageRequest;
import loa.api.problem.ProblemException;
import loa.api.problem.Wording;
import loa.contract.DirectiveId;
import loa.contract.LoaJson;
import loa.contract.Role;
import loa.delivery.Revision;

/** What an administrator can do with held directives. When a method returns, the decision and who made it are stored. Thread-safe. */
public final class HeldDirectives {
    private static final Logger LOG = LoggerFactory.getLogger(HeldDirectives.class);

    private final HeldStore store;
    private final Clock clock;

    /** Decides about what is held in this schema. */
    public HeldDirectives(HeldStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * A page of what is held, or of what ever was.
     *
     * @throws ProblemException 403
     */
    public Listing<HeldDirective> list(Caller caller, boolean onlyHeld, PageRequest page) {
        Rights.require(caller, Role.ADMINISTRATOR);
        Revision before = page.after(HeldDirectives::place).orElse(null);
        return Listing.of(store.list(onlyHeld, before, page.fetch()), page,
                held -> held.content().directive() + "/" + held.content().revision());
    }

    private static Revision place(String text) {
        int slash = text.indexOf('/');
        return new Revision(DirectiveId.parse(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
    }

    /**
     * Lets it be planned like a new one: whoever may have got it before gets it again.
     *
     * @throws ProblemException 403, 404, 409
     */
    public HeldDirective release(Caller caller, Revision revision, String reason) {
        return decide(caller, revision, HeldDecision.Act.RELEASE, reason);
    }

    /**
     * Ends it on this channel. Nobody is counted as cancelled, since nobody was counted at all; planning is complete with an audience of
     * none, so that the desk sees it as settled.
     *
     * @throws ProblemException 403, 404, 409
     */
    public HeldDirective drop(Caller caller, Revision revision, String reason) {
        return decide(caller, revision, HeldDecision.Act.DROP, reason);
    }

    private HeldDirective decide(Caller caller, Revision revision, HeldDecision.Act act, String reason) {
        Rights.require(caller, Role.ADMINISTRATOR);
        return store.decide(revision, held -> decision(held, caller, act, reason))
                .orElseThrow(() -> ProblemException.notFound(Wording.of("Kênh này không giữ chỉ đạo %s, lần ban hành %s.",
                        "This channel does not hold the directive %s, revision %s.", revision.directive(), revision.number())));
    }

    private Optional<HeldDecision> decision(HeldDirective held, Caller caller, HeldDecision.Act act, String reason) {
        HeldDecision earlier = held.decision();
        if (earlier != null && earlier.isOf(act, caller)) {
            return Optional.empty();
        }
        OffsetDateTime now = clock.instant().atOffset(LoaJson.OFFSET);
        // upkeep ends it within a second; a decision that comes before must not bring it back
        boolean over = !held.content().expires().toInstant().isAfter(now.toInstant());
        if (held.standing() != HeldDirective.Standing.HELD || over) {
            throw ProblemException.wrongState(over && earlier == null ? HeldDirective.Standing.ENDED.code() : held.standing().code());
        }
        LOG.atWarn().addKeyValue("directive", Revision.of(held.content())).addKeyValue("act", act.code())
                .addKeyValue("by", caller.holder()).log("A person has decided about a held directive");
        return Optional.of(new HeldDecision(act, caller.holder(), caller.name(), now, reason));
    }
}
