package loa.delivery.lane;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
import loa.contract.Ids;
import loa.contract.IssuedDirective;
import loa.contract.Verification;
import loa.delivery.AddressBook;
import loa.delivery.Delivery;
import loa.delivery.DeliveryId;
import loa.delivery.Recipient;
import loa.delivery.RecipientId;
import loa.delivery.kafka.DeadLetterBox;
import loa.delivery.ledger.Claims;
import loa.delivery.ledger.DeliveryState;
import loa.delivery.taken.TakenDirectives;
import loa.delivery.work.WorkRecord;
import loa.delivery.work.WorkRecordCodec;

/** Claims the records of one lane, one after the other, and hands their deliveries to the dispatcher. Used by one thread. */
final class Claimer<A> {
    static final String OPTED_OUT = "opted-out";

    private static final Logger LOG = LoggerFactory.getLogger(Claimer.class);
    private static final Duration IDLE = Duration.ofMillis(200);

    private final WorkRecordCodec codec = new WorkRecordCodec();
    private final BlockingQueue<RecordInHand> queue = new LinkedBlockingQueue<>();
    private final BulletinClass lane;
    private final AddressBook<A> addresses;
    private final Books books;
    private final Gate gate;
    private final Dispatcher<A> dispatcher;
    /** The ids of the record in hand, the same for each try, so that a try whose answer was lost is recognised. */
    private final Map<RecipientId, DeliveryId> ids = new HashMap<>();
    private @Nullable RecordInHand inHand;

    /** What is read and written on the way. */
    record Books(Claims claims, TakenDirectives directives, DeadLetterBox deadLetters, InstantSource clock) {}

    Claimer(BulletinClass lane, AddressBook<A> addresses, Books books, Gate gate, Dispatcher<A> dispatcher) {
        this.lane = lane;
        this.addresses = addresses;
        this.books = books;
        this.gate = gate;
        this.dispatcher = dispatcher;
    }

    void add(RecordInHand record) {
        queue.add(record);
    }

    /** Claims one record; one that fails is tried again with the next step. */
    boolean step() throws InterruptedException {
        if (inHand == null) {
            inHand = queue.poll(IDLE.toMillis(), TimeUnit.MILLISECONDS);
            ids.clear();
        }
        if (inHand != null && gate.isOpen() && claim(inHand)) {
            inHand = null;
            return true;
        }
        return inHand == null;
    }

    private boolean claim(RecordInHand hand) throws InterruptedException {
        Optional<WorkRecord> read = codec.read(hand.record().value());
        if (read.isEmpty()) {
            books.deadLetters().put(hand.record(), Verification.Reason.UNREADABLE, "The record is no work record.");
            hand.expect(0);
            return true;
        }
        Optional<IssuedDirective> directive = books.directives().find(read.get().revision());
        if (directive.isEmpty()) {
            LOG.atWarn().addKeyValue("record", read.get().key()).log("Passed over a work record of a directive that was not taken");
            hand.expect(0);
            return true;
        }
        return claim(hand, read.get(), directive.get());
    }

    private boolean claim(RecordInHand hand, WorkRecord record, IssuedDirective directive) throws InterruptedException {
        Prepared<A> prepared = prepare(record, directive, false);
        int owner = gate.owner();
        Instant now = books.clock().instant();
        Claims.Result result = books.claims().claim(prepared.request(), owner, now);
        if (result instanceof Claims.Result.Withdrawn) {
            prepared = prepare(record, directive, true);
            result = books.claims().claim(prepared.request(), owner, now);
        }
        return switch (result) {
            case Claims.Result.Claimed claimed -> {
                submit(hand, jobs(prepared, claimed.ids(), directive, owner, now, hand));
                yield true;
            }
            case Claims.Result.NotPlanned notPlanned -> {
                refuse(hand, notPlanned);
                yield true;
            }
            case Claims.Result.Withdrawn _,Claims.Result.OwnerDead _ -> false;
        };
    }

    private record Prepared<A>(Claims.Request request, Map<RecipientId, A> addresses) {}

    private Prepared<A> prepare(WorkRecord record, IssuedDirective directive, boolean withdrawn) {
        List<Recipient> open = new ArrayList<>();
        List<Claims.Entry> entries = new ArrayList<>();
        Set<AreaCode> parked = new HashSet<>();
        for (Recipient recipient : record.recipients()) {
            switch (withdrawn ? Gate.Bar.WITHDRAWN : gate.check(directive, recipient.area())) {
                case NONE, NOT_OURS -> open.add(recipient);
                case WITHDRAWN -> entries.add(entry(recipient, DeliveryState.CANCELLED, null));
                case EXPIRED -> entries.add(entry(recipient, DeliveryState.EXPIRED, null));
                case HALTED -> parked.add(recipient.area());
            }
        }
        Map<RecipientId, A> found = open.isEmpty()
                ? Map.of()
                : addresses.addresses(directive, open.stream().map(Recipient::id).toList());
        for (Recipient recipient : open) {
            entries.add(found.containsKey(recipient.id())
                    ? entry(recipient, DeliveryState.SENDING, null)
                    : entry(recipient, DeliveryState.CANCELLED, OPTED_OUT));
        }
        return new Prepared<>(new Claims.Request(record, lane, entries, parked), found);
    }

    private Claims.Entry entry(Recipient recipient, DeliveryState state, @Nullable String reason) {
        return new Claims.Entry(ids.computeIfAbsent(recipient.id(), r -> new DeliveryId(Ids.next())), recipient.id(), recipient.area(),
                state, reason);
    }

    private List<Job<A>> jobs(Prepared<A> prepared, Set<DeliveryId> ours, IssuedDirective directive, int owner, Instant now,
            RecordInHand hand) {
        List<Job<A>> jobs = new ArrayList<>();
        for (Claims.Entry entry : prepared.request().entries()) {
            A address = prepared.addresses().get(entry.recipient());
            if (entry.state() == DeliveryState.SENDING && ours.contains(entry.id()) && address != null) {
                var delivery = new Delivery<>(entry.id(), directive, entry.recipient(), entry.area(), address, 1, now);
                jobs.add(new Job<>(delivery, owner, hand::oneDone));
            }
        }
        return jobs;
    }

    private void submit(RecordInHand hand, List<Job<A>> jobs) {
        hand.expect(jobs.size());
        dispatcher.submit(lane, jobs);
    }

    private void refuse(RecordInHand hand, Claims.Result.NotPlanned notPlanned) throws InterruptedException {
        if (notPlanned.known()) {
            books.deadLetters().put(hand.record(), Verification.Reason.MISPLACED, "The record names others than were planned.");
        }
        hand.expect(0);
    }
}
