package loa.publisher.directive;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.springframework.transaction.support.TransactionOperations;

import loa.api.access.Caller;
import loa.api.access.Rights;
import loa.api.problem.FieldFault;
import loa.api.problem.ProblemException;
import loa.contract.DirectiveId;
import loa.contract.Role;

/**
 * Changes what was issued: a further revision is written beside the one in force, walks the way of every draft and takes its place when
 * it is issued. At most one is open. All throw a {@link ProblemException}: 403, 404, 409, 412.
 */
public final class Amending {
    private final DirectiveStore store;
    private final ContentReader reader;
    private final Closing closing;
    private final TransactionOperations transactions;
    private final Clock clock;

    Amending(DirectiveStore store, ContentReader reader, Closing closing, TransactionOperations transactions, Clock clock) {
        this.store = store;
        this.reader = reader;
        this.closing = closing;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Drafts an amendment of the revision in force. The same by the same person again changes nothing while it is a draft.
     *
     * @throws ProblemException 422 with all that is not well-formed or cannot change; 409 when nothing is in force, or an amendment is open
     */
    public Directive amend(Caller caller, DirectiveId id, ExpectedVersion expected, AmendForm form) {
        Rights.require(caller, Role.DRAFTER);
        OffsetDateTime now = OffsetDateTime.now(clock);
        return transactions.execute(_ -> {
            Directive current = store.lock(id);
            if (current.isOpenAmendment()) {
                return repeated(caller, current, form, now);
            }
            reader.requireScope(current.content(), caller, now);
            expected.check(current);
            if (!AmendmentRules.isInForce(current, now)) {
                throw ProblemException.wrongState(current.state() instanceof DirectiveState.Issued ? "expired" : current.state().code());
            }
            Directive amendment = amendment(caller, current, form, now);
            store.insertAmendment(amendment);
            return amendment;
        });
    }

    /**
     * Ends an amendment before it goes out, whatever state it is in; what it was to amend stays in force.
     *
     * @return the revision in force
     * @throws ProblemException 409 when there is no open amendment
     */
    public Directive discard(Caller caller, DirectiveId id, ExpectedVersion expected, Reason reason) {
        Rights.require(caller, Role.DRAFTER, Role.APPROVER);
        OffsetDateTime now = OffsetDateTime.now(clock);
        return transactions.execute(_ -> {
            Directive current = store.lock(id);
            reader.requireScope(current.content(), caller, now);
            if (!current.isOpenAmendment()) {
                return discarded(caller, current);
            }
            expected.check(current);
            return closing.discard(current, HistoryEntry.of(Act.CANCELLED, caller, now, reason.text()));
        });
    }

    private Directive amendment(Caller caller, Directive inForce, AmendForm form, OffsetDateTime now) {
        var faults = new Faults();
        List<FieldFault> noReason = new ArrayList<>();
        String reason = Reason.read(form.reason(), noReason).map(Reason::text).orElse("");
        faults.addAll(noReason);
        Content before = inForce.content();
        Content after = reader.read(form.over(before), caller, now, faults);
        AmendmentRules.check(before, after, faults);
        faults.refuse();
        var lineage = new Lineage(inForce.revision(), new Lineage.Amendment(inForce.revision(), reason, before), authors(inForce));
        return new Directive(inForce.id(), store.newest(inForce.id()) + 1, inForce.version() + 1, inForce.checkCode(),
                new DirectiveState.Draft(), after, lineage, List.of(HistoryEntry.of(Act.DRAFTED, caller, now, reason)));
    }

    private static Set<String> authors(Directive directive) {
        Set<String> authors = new HashSet<>(directive.lineage().authors());
        directive.history().stream().filter(e -> e.act() == Act.DRAFTED || e.act() == Act.CHANGED).map(HistoryEntry::holder)
                .filter(Objects::nonNull).forEach(authors::add);
        return authors;
    }

    /** The answer to somebody who asks for the very amendment that he has drafted already. */
    private Directive repeated(Caller caller, Directive open, AmendForm form, OffsetDateTime now) {
        Directive inForce = store.find(open.id(), open.lineage().inForce()).orElseThrow();
        boolean untouched = open.history().size() == 1 && open.wasDoneBy(caller, Act.DRAFTED);
        if (untouched) {
            Directive asked = amendment(caller, inForce, form, now);
            if (isSame(asked.content(), open.content()) && asked.lineage().equals(open.lineage())) {
                return open;
            }
        }
        throw ProblemException.wrongState(open.state().code());
    }

    private static boolean isSame(Content one, Content other) {
        return Difference.between(one, other).isEmpty() && Difference.between(other, one).isEmpty();
    }

    /** The answer to somebody who discards what he has discarded already. */
    private Directive discarded(Caller caller, Directive current) {
        boolean himself = store.find(current.id(), store.newest(current.id()))
                .filter(newest -> newest.revision() > current.revision() && newest.wasDoneBy(caller, Act.CANCELLED)).isPresent();
        if (himself) {
            return current;
        }
        throw ProblemException.wrongState(current.state().code());
    }
}
