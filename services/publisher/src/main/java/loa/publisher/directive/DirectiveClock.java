package loa.publisher.directive;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;

import org.springframework.transaction.support.TransactionOperations;

import loa.contract.DirectiveId;
import loa.publisher.directive.DirectiveState.Perishable;
import loa.publisher.directive.DirectiveState.Scheduled;

/**
 * What time alone does to directives: the scheduled go out, those in force expire. Each is done once, however many instances try, since
 * its row is locked while its state is read and changed.
 */
final class DirectiveClock {
    private final DirectiveStore store;
    private final Issuing issuing;
    private final TransactionOperations transactions;
    private final Clock clock;

    DirectiveClock(DirectiveStore store, Issuing issuing, TransactionOperations transactions, Clock clock) {
        this.store = store;
        this.issuing = issuing;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Does what is due now; returns how many directives it moved. Expiry first: what is over must not go out any more. */
    int tick() {
        return expire() + issue();
    }

    private int expire() {
        List<DirectiveId> overdue = store.overdue(OffsetDateTime.now(clock));
        overdue.forEach(id -> transactions.executeWithoutResult(_ -> expire(store.lock(id), OffsetDateTime.now(clock))));
        return overdue.size();
    }

    private void expire(Directive directive, OffsetDateTime now) {
        if (directive.state() instanceof Perishable perishable && isOver(directive, now)) {
            store.saveState(directive.after(HistoryEntry.byTime(Act.EXPIRED, now), perishable.expire()));
        }
    }

    private int issue() {
        List<DirectiveId> due = store.due(OffsetDateTime.now(clock));
        due.forEach(id -> transactions.executeWithoutResult(_ -> issue(store.lock(id), OffsetDateTime.now(clock))));
        return due.size();
    }

    private void issue(Directive directive, OffsetDateTime now) {
        if (directive.state() instanceof Scheduled scheduled && !isOver(directive, now)) {
            store.saveState(issuing.sendOut(directive, HistoryEntry.byTime(Act.ISSUED, now), scheduled.issue(now)));
        }
    }

    private static boolean isOver(Directive directive, OffsetDateTime now) {
        return !now.isBefore(Objects.requireNonNull(directive.content().expires()));
    }
}
