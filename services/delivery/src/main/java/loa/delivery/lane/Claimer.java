package loa.delivery.lane;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
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
import loa.delivery.work.WorkRecordCodec;

/** Claims the records of one lane, one after the other, and hands their deliveries on. Used by one thread. */
final class Claimer<A> {
    static final String OPTED_OUT = "opted-out";
    static final String UNREADABLE_ADDRESS = "loa:unreadable-address";

    private static final Logger LOG = LoggerFactory.getLogger(Claimer.class);
    private static final Duration IDLE = Duration.ofMillis(200);
    private static final int FAILURES = 3;

    private final WorkRecordCodec codec = new WorkRecordCodec();
    private final BlockingQueue<RecordInHand> queue = new LinkedBlockingQueue<>();
    private final BulletinClass lane;
    private final Addresses<A> addresses;
    private final Books books;
    private final Gate gate;
    private final Exit<A> exit;
    /** The ids of the record in hand, the same for each try, so that a try whose answer was lost is recognised. */
    private final Map<RecipientId, DeliveryId> ids = new HashMap<>();
    private @Nullable RecordInHand inHand;
    private int failures;

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
        queue.add(record);
    }

    /** Claims one record; one that fails is tried again with the next step, and passed over when it fails for what it says. */
    boolean step() throws InterruptedException {
        if (inHand == null) {
            inHand = queue.poll(IDLE.toMillis(), TimeUnit.MILLISECONDS);
            ids.clear();
            failures = 0;
        }
        if (inHand == null) {
            return true;
        }
        if (!gate.isOpen() || !isFinished(inHand, claimOrPassOver(inHand))) {
            return false;
        }
        inHand = null;
        return true;
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
        books.deadLetters().put(hand.record(), reason, detail);
        hand.expect(0);
        return true;
    }

    private Verdict claimOrPassOver(RecordInHand hand) {
        try {
            return claim(hand);
        } catch (RuntimeException e) {
            if (!DatabaseException.isOfData(e)) {
                throw e;
            }
            failures++;
            if (failures < FAILURES) {
                LOG.atWarn().addKeyValue("record", hand.record().key()).setCause(e)
                        .log("A work record cannot be claimed and is tried again");
                return Verdict.AGAIN;
            }
            LOG.atError().addKeyValue("record", hand.record().key()).setCause(e).log("Passed over a work record that cannot be claimed");
            passOver(hand);
            return Verdict.DONE;
        }
    }

    /** Its recipients stay planned, so upkeep produces it again; the others of the lane do not wait for it. */
    private void passOver(RecordInHand hand) {
        int owner = gate.owner();
        List<Ending> taken = ids.values().stream().<Ending>map(id -> new Ending.PutBack(id, owner)).toList();
        hand.expect(taken.size());
        taken.forEach(ending -> exit.settler().end(lane, ending, hand::oneDone));
    }

    private Verdict claim(RecordInHand hand) {
        Optional<WorkRecord> read = codec.read(hand.record().value());
        if (read.isEmpty()) {
            return Verdict.UNREADABLE;
        }
        Optional<IssuedDirective> directive = books.directives().find(read.get().revision());
        if (directive.isEmpty()) {
            LOG.atWarn().addKeyValue("record", read.get().key()).log("Passed over a work record of a directive that was not taken");
            hand.expect(0);
            return Verdict.DONE;
        }
        return claim(hand, read.get(), directive.get());
    }

    private Verdict claim(RecordInHand hand, WorkRecord record, IssuedDirective directive) {
        Set<DeliveryId> tried = Set.copyOf(ids.values());
        if (ids.isEmpty()) {
            ids.putAll(record.ids(DeliveryId.freshSalt()));
        }
        Prepared<A> prepared = prepare(record, directive, false, tried);
        int owner = gate.owner();
        Instant now = books.clock().instant();
        Claims.Result result = books.claims().claim(prepared.request(), owner, now);
        if (result instanceof Claims.Result.Withdrawn) {
            prepared = prepare(record, directive, true, tried);
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

    private Prepared<A> prepare(WorkRecord record, IssuedDirective directive, boolean withdrawn, Set<DeliveryId> tried) {
        List<Recipient> open = new ArrayList<>();
        List<Claims.Entry> entries = new ArrayList<>();
        Set<AreaCode> parked = new HashSet<>();
        for (Recipient recipient : record.recipients()) {
            switch (withdrawn ? Gate.Bar.WITHDRAWN : gate.check(directive, recipient.area())) {
                case NONE, NOT_OURS, UNSURE -> open.add(recipient);
                case WITHDRAWN -> entries.add(entry(recipient, DeliveryState.CANCELLED, null));
                case EXPIRED -> entries.add(entry(recipient, DeliveryState.EXPIRED, null));
                case HALTED -> parked.add(recipient.area());
            }
        }
        Addresses.Found<A> found = addresses.find(directive, open.stream().map(Recipient::id).toList());
        open.forEach(recipient -> entries.add(entry(recipient, found)));
        return new Prepared<>(new Claims.Request(record, lane, entries, parked, tried), found.readable());
    }

    private Claims.Entry entry(Recipient recipient, Addresses.Found<A> found) {
        if (found.readable().containsKey(recipient.id())) {
            return entry(recipient, DeliveryState.SENDING, null);
        }
        return found.unreadable().contains(recipient.id())
                ? entry(recipient, DeliveryState.REFUSED, UNREADABLE_ADDRESS)
                : entry(recipient, DeliveryState.CANCELLED, OPTED_OUT);
    }

    private Claims.Entry entry(Recipient recipient, DeliveryState state, @Nullable String reason) {
        return new Claims.Entry(Objects.requireNonNull(ids.get(recipient.id())), recipient.id(), recipient.area(), state, reason);
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
        unsent.forEach(ending -> exit.settler().end(lane, ending, hand::oneDone));
        exit.dispatcher().submit(lane, jobs);
    }
}
