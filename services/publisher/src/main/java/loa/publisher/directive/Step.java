package loa.publisher.directive;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

import org.springframework.transaction.support.TransactionOperations;

import loa.api.access.Caller;
import loa.contract.DirectiveId;

/** How a person takes a directive one step further: one at a time, and a repetition changes nothing. */
final class Step {
    private final DirectiveStore store;
    private final AreaRules areas;
    private final Closing closing;
    private final TransactionOperations transactions;
    private final Clock clock;

    Step(DirectiveStore store, AreaRules areas, Closing closing, TransactionOperations transactions, Clock clock) {
        this.store = store;
        this.areas = areas;
        this.closing = closing;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Takes it in a transaction of its own, with the directive locked.
     *
     * @param acts what the step leaves in the history; when this person did one of them and it still counts, he repeats himself
     * @param step from the directive as it is, at this time, to what it becomes
     * @throws loa.api.problem.ProblemException 404, 403 for areas outside the caller's own, 412, and what the step refuses
     */
    Directive take(Caller caller, DirectiveId id, ExpectedVersion expected, Set<Act> acts,
            BiFunction<Directive, OffsetDateTime, Directive> step) {
        return take(caller, id, expected, acts, step, directive -> directive);
    }

    /** The same with the revision in force, where there is one beside an open amendment. */
    Directive takeInForce(Caller caller, DirectiveId id, ExpectedVersion expected, Set<Act> acts,
            BiFunction<Directive, OffsetDateTime, Directive> step) {
        return take(caller, id, expected, acts, step, closing::inForce);
    }

    private Directive take(Caller caller, DirectiveId id, ExpectedVersion expected, Set<Act> acts,
            BiFunction<Directive, OffsetDateTime, Directive> step, UnaryOperator<Directive> which) {
        return transactions.execute(_ -> {
            Directive directive = which.apply(store.lock(id));
            OffsetDateTime now = OffsetDateTime.now(clock);
            areas.requireScope(directive.content(), caller, now);
            if (acts.stream().anyMatch(act -> directive.wasDoneBy(caller, act))) {
                return directive;
            }
            expected.check(directive);
            Directive next = step.apply(directive, now);
            store.saveState(next);
            return next;
        });
    }
}
