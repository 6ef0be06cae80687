package loa.delivery.lane;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import loa.contract.IssuedDirective;
import loa.delivery.ledger.Claims;
import loa.delivery.work.WorkRecord;

/** Takes up the recipients of one work record, with one insert for all of them: whom the ledger gives us is handed on. Thread-safe. */
final class Uptake<A> {
    private static final Logger LOG = LoggerFactory.getLogger(Uptake.class);

    private final Selector<A> selector;
    private final Claimer.Books books;
    private final Gate gate;
    private final Handover<A> handover;

    Uptake(Selector<A> selector, Claimer.Books books, Gate gate, Handover<A> handover) {
        this.selector = selector;
        this.books = books;
        this.gate = gate;
        this.handover = handover;
    }

    /** What became of a record. */
    enum Verdict {
        DONE,
        AGAIN,
        UNREADABLE,
        NOT_AS_PLANNED
    }

    /** Waits for nothing but the ledger. Only after {@link Verdict#DONE} the record knows how many of its deliveries are to be settled. */
    Verdict take(RecordInHand hand) {
        if (hand.content().isEmpty()) {
            return Verdict.UNREADABLE;
        }
        WorkRecord record = hand.content().get();
        Optional<IssuedDirective> directive = books.directives().find(record.revision());
        if (directive.isEmpty()) {
            LOG.atWarn().addKeyValue("record", record.key()).log("Passed over a work record of a directive that was not taken");
            hand.expect(0);
            return Verdict.DONE;
        }
        return claim(new Selector.Candidate(hand, record, directive.get(), Set.copyOf(hand.tried())));
    }

    private Verdict claim(Selector.Candidate candidate) {
        Selection<A> selection = selector.select(candidate);
        int owner = gate.owner();
        Instant now = books.clock().instant();
        Claims.Result result = books.claims().claim(selection.request(), owner, now);
        if (result instanceof Claims.Result.Withdrawn) {
            selection = selector.selectWithdrawn(candidate);
            result = books.claims().claim(selection.request(), owner, now);
        }
        return switch (result) {
            case Claims.Result.Claimed claimed -> {
                handover.handOn(candidate.hand(), selection, claimed.ids(), new Handover.Claimed(candidate.directive(), owner, now));
                yield Verdict.DONE;
            }
            case Claims.Result.NotPlanned(boolean known) when known -> Verdict.NOT_AS_PLANNED;
            case Claims.Result.NotPlanned _ -> {
                candidate.hand().expect(0);
                yield Verdict.DONE;
            }
            case Claims.Result.Withdrawn _,Claims.Result.OwnerDead _ -> Verdict.AGAIN;
        };
    }
}
