package loa.delivery.lane;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import loa.contract.AreaCode;
import loa.contract.BulletinClass;
import loa.contract.IssuedDirective;
import loa.contract.Verification;
import loa.delivery.Delivery;
import loa.delivery.DeliveryId;
import loa.delivery.Recipient;
import loa.delivery.RecipientId;
import loa.delivery.kafka.DeadLetterBox;
import loa.delivery.ledger.Claims;
import loa.delivery.ledger.DeliveryState;
import loa.delivery.ledger.Settlement;
import loa.delivery.postgres.DatabaseException;
import loa.delivery.taken.TakenDirectives;
import loa.delivery.work.WorkRecord;

/** Claims the records of one lane and hands their deliveries on. Thread-safe: several threads claim one record each. */
final class Claimer<A> {
    static final String OPTED_OUT = "opted-out";
    static final String UNREADABLE_ADDRESS = "loa:unreadable-address";

    private static final Logger LOG = LoggerFactory.getLogger(Claimer.class);
    private static final Duration IDLE = Duration.ofMillis(200);
    private static final int FAILURES = 3;

    private final BlockingDeque<RecordInHand> queue = new LinkedBlockingDeque<>();
    private final BulletinClass lane;
    private final Addresses<A> addresses;
    private final Books books;
    private final Gate gate;
    private final Exit<A> exit;

    /** What is read and written on the way. */
    record Books(Claims claims, TakenDirectives directives, DeadLetterBox deadLetters, InstantSource clock) {}

    /** What became of a record. */
    private enum Verdict {
        DONE,
        AGAIN,
        UNREADABLE,
        NOT_AS_PLANNED
    }

    Claimer(BulletinClass lane, Addresses<A> addresses, Books books, Gate gate, Exit<A> exit) {
        this.lane = lane;
        this.addresses = addresses;
        this.books = books;
        this.gate = gate;
        this.exit = exit;
    }

    void add(RecordInHand record) {
        queue.addLast(record);
    }

    /** Claims one record when the lane wants more; one that fails comes first again. Returns whether to go on at once. */
    boolean step() throws InterruptedException {
        if (!exit.dispatcher().wantsMore(lane, IDLE)) {
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

    /** Claims a record; waits for nothing but the ledger. False: it has to be tried again. It is passed over when it fails for what it says. */
    boolean claim(RecordInHand hand) throws InterruptedException {
        return gate.isOpen() && isFinished(hand, claimOrPassOver(hand));
    }

    private boolean isFinished(RecordInHand hand, Verdict verdict) throws InterruptedException {
        return switch (verdict) {
            case DONE -> true;
            case AGAIN -> false;
            case UNREADABLE -> refuse(hand, Verification.Reason.UNREADABLE, "The record is no work record.");
            case NOT_AS_PLANNED -> refuse(hand, Verification.Reason.MISPLACED, "The record names others than were planned.");
        };
    }

    private boolean refuse(RecordInHand hand, Verification.Reason reason, String detail) throws InterruptedException {
        books.deadLetters().put(hand.source(), reason, detail);
        hand.expect(0);
        return true;
    }

    private Verdict claimOrPassOver(RecordInHand hand) {
        try {
            return read(hand);
        } catch (RuntimeException e) {
            if (!DatabaseException.isOfData(e)) {
                throw e;
            }
            if (hand.failed() < FAILURES) {
                LOG.atWarn().addKeyValue("record", hand.source().key()).setCause(e)
                        .log("A work record cannot be claimed and is tried again");
                return Verdict.AGAIN;
            }
            LOG.atError().addKeyValue("record", hand.source().key()).setCause(e).log("Passed over a work record that cannot be claimed");
            passOver(hand);
            return Verdict.DONE;
        }
    }

    /** Its recipients stay planned, so upkeep produces it again; the others of the lane do not wait for it. */
    private void passOver(RecordInHand hand) {
        int owner = gate.owner();
        List<Ending> taken = hand.tried().stream().<Ending>map(id -> new Ending.PutBack(id, owner)).toList();
        hand.expect(taken.size());
        // what is put back is not counted: whether it is an exercise need not be known
        taken.forEach(ending -> exit.settler().end(new Kind(lane, false), ending, hand::oneDone));
    }

    private Verdict read(RecordInHand hand) {
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
        return claim(hand, record, directive.get());
    }

    private Verdict claim(RecordInHand hand, WorkRecord record, IssuedDirective directive) {
        Set<DeliveryId> tried = Set.copyOf(hand.tried());
        Prepared<A> prepared = prepare(hand, record, directive, false, tried);
        int owner = gate.owner();
        Instant now = books.clock().instant();
        Claims.Result result = books.claims().claim(prepared.request(), owner, now);
        if (result instanceof Claims.Result.Withdrawn) {
            prepared = prepare(hand, record, directive, true, tried);
            result = books.claims().claim(prepared.request(), owner, now);
        }
        return switch (result) {
            case Claims.Result.Claimed claimed -> {
                handOn(hand, prepared, claimed.ids(), new Claimed(directive, owner, now));
                yield Verdict.DONE;
            }
            case Claims.Result.NotPlanned(boolean known) when known -> Verdict.NOT_AS_PLANNED;
            case Claims.Result.NotPlanned _ -> {
                hand.expect(0);
                yield Verdict.DONE;
            }
            case Claims.Result.Withdrawn _,Claims.Result.OwnerDead _ -> Verdict.AGAIN;
        };
    }

    private record Prepared<A>(Claims.Request request, Map<RecipientId, A> addresses) {}

    private record Claimed(IssuedDirective directive, int owner, Instant at) {}

    private Prepared<A> prepare(RecordInHand hand, WorkRecord record, IssuedDirective directive, boolean withdrawn,
            Set<DeliveryId> tried) {
        List<Recipient> open = new ArrayList<>();
        List<Claims.Entry> entries = new ArrayList<>();
        Set<AreaCode> parked = new HashSet<>();
        for (Recipient recipient : record.recipients()) {
            switch (withdrawn ? Gate.Bar.WITHDRAWN : gate.check(directive, recipient.area())) {
                case NONE, NOT_OURS, UNSURE -> open.add(recipient);
                case WITHDRAWN -> entries.add(entry(hand, recipient, DeliveryState.CANCELLED, null));
                case EXPIRED -> entries.add(entry(hand, recipient, DeliveryState.EXPIRED, null));
                case HALTED -> parked.add(recipient.area());
            }
        }
        Addresses.Found<A> found = addresses.find(directive, open.stream().map(Recipient::id).toList());
        open.forEach(recipient -> entries.add(entry(hand, recipient, found)));
        return new Prepared<>(new Claims.Request(record, lane, entries, parked, tried), found.readable());
    }

    private Claims.Entry entry(RecordInHand hand, Recipient recipient, Addresses.Found<A> found) {
        if (found.readable().containsKey(recipient.id())) {
            return entry(hand, recipient, DeliveryState.SENDING, null);
        }
        return found.unreadable().contains(recipient.id())
                ? entry(hand, recipient, DeliveryState.REFUSED, UNREADABLE_ADDRESS)
                : entry(hand, recipient, DeliveryState.CANCELLED, OPTED_OUT);
    }

    private static Claims.Entry entry(RecordInHand hand, Recipient recipient, DeliveryState state, @Nullable String reason) {
        return new Claims.Entry(hand.idOf(recipient.id()), recipient.id(), recipient.area(), state, reason);
    }

    /** All that is ours goes on. What an earlier try took up and is not to be sent any more is put back, or ends as things stand now. */
    private void handOn(RecordInHand hand, Prepared<A> prepared, Set<DeliveryId> ours, Claimed claimed) {
        List<Job<A>> jobs = new ArrayList<>();
        List<Ending> unsent = new ArrayList<>();
        Set<DeliveryId> left = new HashSet<>(ours);
        for (Claims.Entry entry : prepared.request().entries()) {
            if (left.remove(entry.id())) {
                A address = prepared.addresses().get(entry.recipient());
                if (entry.state() == DeliveryState.SENDING && address != null) {
                    var delivery = new Delivery<>(entry.id(), claimed.directive(), entry.recipient(), entry.area(), address, 1,
                            claimed.at());
                    jobs.add(new Job<>(delivery, claimed.owner(), hand::oneDone));
                } else {
                    unsent.add(new Ending.Settle(Settlement.unsent(entry.id(), 1, claimed.owner(), entry.state(), entry.reason())));
                }
            }
        }
        left.forEach(id -> unsent.add(new Ending.PutBack(id, claimed.owner())));
        hand.expect(jobs.size() + unsent.size());
        Kind kind = new Kind(lane, claimed.directive().exercise());
        unsent.forEach(ending -> exit.settler().end(kind, ending, hand::oneDone));
        exit.dispatcher().submit(lane, jobs);
    }
}
