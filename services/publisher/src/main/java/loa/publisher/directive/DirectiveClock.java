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
        return transactions.execute(_ -> {
            OffsetDateTime now = OffsetDateTime.now(clock);
            List<DirectiveId> overdue = store.overdue(now);
            for (DirectiveId id : overdue) {
                Directive directive = store.lock(id);
                if (directive.state() instanceof Perishable perishable) {
                    store.saveState(directive.after(HistoryEntry.byTime(Act.EXPIRED, now), perishable.expire()));
                }
            }
            return overdue.size();
        });
    }

    private int issue() {
        return transactions.execute(_ -> {
            OffsetDateTime now = OffsetDateTime.now(clock);
            List<DirectiveId> due = store.due(now);
            for (DirectiveId id : due) {
                Directive directive = store.lock(id);
                OffsetDateTime expires = Objects.requireNonNull(directive.content().expires());
                if (directive.state() instanceof Scheduled scheduled && now.isBefore(expires)) {
                    store.saveState(issuing.sendOut(directive, HistoryEntry.byTime(Act.ISSUED, now), scheduled.issue(now)));
                }
            }
            return due.size();
        });
    }
}
