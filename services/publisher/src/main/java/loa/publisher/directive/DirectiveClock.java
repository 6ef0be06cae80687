package loa.publisher.directive;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

import loa.contract.DirectiveId;
import loa.publisher.directive.DirectiveState.Perishable;
import loa.publisher.directive.DirectiveState.Scheduled;

/**
 * What time alone does to directives: the scheduled go out, those in force expire. Each is done once, however many instances try, since
 * its row is locked while its state is read and changed.
 */
final class DirectiveClock {
    private static final Logger log = LoggerFactory.getLogger(DirectiveClock.class);
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(1);

    private final DirectiveStore store;
    private final Issuing issuing;
    private final Closing closing;
    private final TransactionOperations transactions;
    private final Clock clock;
    /** Those that failed, with the time when they are tried again. Known to the one thread that ticks. */
    private final Map<DirectiveId, Instant> failed = new HashMap<>();

    DirectiveClock(DirectiveStore store, Issuing issuing, Closing closing, TransactionOperations transactions, Clock clock) {
        this.store = store;
        this.issuing = issuing;
        this.closing = closing;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Does what is due now; returns how many directives it moved. Expiry first: what is over must not go out any more. */
    int tick() {
        failed.values().removeIf(again -> !again.isAfter(clock.instant()));
        return each(store.overdue(OffsetDateTime.now(clock), failed.keySet()), this::expire)
                + each(store.due(OffsetDateTime.now(clock), failed.keySet()), this::issue);
    }

    /** One that fails holds up no other one. */
    private int each(List<DirectiveId> directives, BiConsumer<Directive, OffsetDateTime> step) {
        int moved = 0;
        for (DirectiveId id : directives) {
            try {
                transactions.executeWithoutResult(_ -> step.accept(store.lock(id), OffsetDateTime.now(clock)));
                moved++;
            } catch (RuntimeException e) {
                failed.put(id, clock.instant().plus(AFTER_FAILURE));
                log.atError().addKeyValue("directive", id).setCause(e).log("What time brings to a directive failed; it is tried again.");
            }
        }
        return moved;
    }

    /** An amendment that is open ends with what it amends, and a scheduled one also when its own time is over before it began. */
    private void expire(Directive current, OffsetDateTime now) {
        Directive directive = closing.inForce(current);
        boolean isOwnTimeOver = current.state() instanceof Scheduled && isOver(current, now);
        if (current.isOpenAmendment() && (isOver(directive, now) || isOwnTimeOver)) {
            directive = closing.lapse(current, HistoryEntry.byTime(Act.EXPIRED, now));
        }
        if (directive.state() instanceof Perishable perishable && isOver(directive, now)) {
            store.saveState(directive.after(HistoryEntry.byTime(Act.EXPIRED, now), perishable.expire()));
        }
    }

    private void issue(Directive directive, OffsetDateTime now) {
        if (directive.state() instanceof Scheduled scheduled && !isOver(directive, now)) {
            store.saveState(issuing.whenItsTimeHasCome(directive, scheduled, now));
        }
    }

    private static boolean isOver(Directive directive, OffsetDateTime now) {
        return !now.isBefore(Objects.requireNonNull(directive.content().expires()));
    }
}
