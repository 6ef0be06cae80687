package loa.publisher.directive;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;

import org.springframework.transaction.support.TransactionOperations;

import loa.api.access.Caller;
import loa.api.access.Rights;
import loa.api.problem.ProblemException;
import loa.contract.DirectiveId;
import loa.contract.Role;
import loa.publisher.directive.DirectiveState.Changeable;

/** Writes and changes what a directive says. */
public final class Drafting {
    private static final int FIRST = 1;

    private final DirectiveStore store;
    private final ContentReader reader;
    private final TransactionOperations transactions;
    private final Clock clock;
    private final RandomGenerator random;

    Drafting(DirectiveStore store, ContentReader reader, TransactionOperations transactions, Clock clock, RandomGenerator random) {
        this.store = store;
        this.reader = reader;
        this.transactions = transactions;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Stores a new draft. It may be incomplete.
     *
     * @throws ProblemException 422 with all that is not well-formed, 403
     */
    public Directive draft(Caller caller, DraftForm form) {
        Rights.require(caller, Role.DRAFTER);
        OffsetDateTime now = OffsetDateTime.now(clock);
        Content content = read(form, caller, now);
        return transactions.execute(_ -> insert(content, HistoryEntry.of(Act.DRAFTED, caller, now, null), now));
    }

    /**
     * Puts this content in the place of what the directive said. What was submitted or approved falls back to draft.
     *
     * @throws ProblemException 428, 412, 409, 422, 403, 404
     */
    public Directive change(Caller caller, DirectiveId id, ExpectedVersion expected, DraftForm form) {
        Rights.require(caller, Role.DRAFTER);
        expected.orRefuse();
        OffsetDateTime now = OffsetDateTime.now(clock);
        return transactions.execute(_ -> {
            Directive directive = store.lock(id);
            reader.requireScope(directive.content(), caller, now);
            expected.check(directive);
            if (!(directive.state() instanceof Changeable changeable)) {
                throw ProblemException.wrongState(directive.state().code());
            }
            Lineage.Amendment amendment = directive.lineage().amendment();
            Content content = amendment == null
                    ? read(form, caller, now)
                    : readAmendment(Objects.requireNonNull(amendment.before()), form, caller, now);
            Directive changed = directive.after(HistoryEntry.of(Act.CHANGED, caller, now, null), changeable.change(), content);
            store.saveContent(changed);
            return changed;
        });
    }

    private Content read(DraftForm form, Caller caller, OffsetDateTime now) {
        var faults = new Faults();
        Content content = reader.read(form, caller, now, faults);
        faults.refuse();
        return content;
    }

    private Content readAmendment(Content before, DraftForm form, Caller caller, OffsetDateTime now) {
        var faults = new Faults();
        Content content = reader.read(form.orExercise(before.exercise()), caller, now, faults);
        AmendmentRules.check(before, content, faults);
        faults.refuse();
        return content;
    }

    private Directive insert(Content content, HistoryEntry entry, OffsetDateTime now) {
        DirectiveId id = DirectiveId.next();
        while (true) {
            var directive = new Directive(id, FIRST, FIRST, CheckCode.next(random), new DirectiveState.Draft(), content, Lineage.NONE,
                    List.of(entry));
            if (store.insert(directive, now)) {
                return directive;
            }
        }
    }
}
