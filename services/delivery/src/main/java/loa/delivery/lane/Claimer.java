package loa.delivery.lane;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import loa.contract.BulletinClass;
import loa.contract.Verification;
import loa.delivery.kafka.DeadLetterBox;
import loa.delivery.ledger.Claims;
import loa.delivery.postgres.DatabaseException;
import loa.delivery.taken.TakenDirectives;

/**
 * Claims the records of one lane that were read ahead, in order, as the lane wants more, and decides what becomes of one that cannot be
 * claimed. Thread-safe: several threads claim one record each.
 */
final class Claimer<A> {
    private static final Logger LOG = LoggerFactory.getLogger(Claimer.class);
    private static final Duration IDLE = Duration.ofMillis(200);
    private static final int FAILURES = 3;

    private final BlockingDeque<RecordInHand> queue = new LinkedBlockingDeque<>();
    private final BulletinClass lane;
    private final DeadLetterBox deadLetters;
    private final Gate gate;
    private final Dispatcher<A> dispatcher;
    private final Handover<A> handover;
    private final Uptake<A> uptake;

    /**
     * What is read and written on the way.
     *
     * @param clock the ledger's own
     */
    record Books(Claims claims, TakenDirectives directives, DeadLetterBox deadLetters, InstantSource clock) {}

    Claimer(BulletinClass lane, Addresses<A> addresses, Books books, Gate gate, Exit<A> exit) {
        this.lane = lane;
        this.deadLetters = books.deadLetters();
        this.gate = gate;
        this.dispatcher = exit.dispatcher();
        this.handover = new Handover<>(lane, exit);
        this.uptake = new Uptake<>(new Selector<>(lane, addresses, gate), books, gate, handover);
    }

    void add(RecordInHand record) {
        queue.addLast(record);
    }

    /** Claims one record when the lane wants more; one that fails comes first again. Returns whether to go on at once. */
    boolean step() throws InterruptedException {
        if (!dispatcher.wantsMore(lane, IDLE)) {
            return true;
        }
        RecordInHand record = queue.pollFirst(IDLE.toMillis(), TimeUnit.MILLISECONDS);
        if (record == null) {
            return true;
        }
        boolean isFinished = false;
        try {
            isFinished = claim(record);
        } finally {
            if (!isFinished) {
                queue.addFirst(record);
            }
        }
        return isFinished;
    }

    /** Claims a record, or passes it over when it fails for what it says; waits for nothing but the ledger. False: to be tried again. */
    boolean claim(RecordInHand hand) throws InterruptedException {
        return gate.isOpen() && isFinished(hand, claimOrPassOver(hand));
    }

    private boolean isFinished(RecordInHand hand, Uptake.Verdict verdict) throws InterruptedException {
        return switch (verdict) {
            case DONE -> true;
            case AGAIN -> false;
            case UNREADABLE -> refuse(hand, Verification.Reason.UNREADABLE, "The record is no work record.");
            case NOT_AS_PLANNED -> refuse(hand, Verification.Reason.MISPLACED, "The record names others than were planned.");
        };
    }

    private boolean refuse(RecordInHand hand, Verification.Reason reason, String detail) throws InterruptedException {
        deadLetters.put(hand.source(), reason, detail);
        hand.expect(0);
        return true;
    }

    private Uptake.Verdict claimOrPassOver(RecordInHand hand) {
        try {
            return uptake.take(hand);
        } catch (RuntimeException e) {
            if (!DatabaseException.isOfData(e)) {
                throw e;
            }
            if (hand.failed() < FAILURES) {
                LOG.atWarn().addKeyValue("record", hand.source().key()).setCause(e)
                        .log("A work record cannot be claimed and is tried again");
                return Uptake.Verdict.AGAIN;
            }
            LOG.atError().addKeyValue("record", hand.source().key()).setCause(e).log("Passed over a work record that cannot be claimed");
            passOver(hand);
            return Uptake.Verdict.DONE;
        }
    }

    /** Its recipients stay planned, so upkeep produces it again; the others of the lane do not wait for it. */
    private void passOver(RecordInHand hand) {
        handover.putBack(hand, hand.tried(), gate.owner());
    }
}
