package loa.delivery.lane;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;

import loa.contract.BulletinClass;
import loa.delivery.AddressBook;
import loa.delivery.Delivery;
import loa.delivery.Inquiry;
import loa.delivery.Outcome;
import loa.delivery.Sender;
import loa.delivery.clock.Clocks;
import loa.delivery.control.ControlState;
import loa.delivery.kafka.DeadLetterBox;
import loa.delivery.ledger.Ledger;
import loa.delivery.pace.Pacer;
import loa.delivery.taken.TakenDirectives;
import loa.delivery.work.WorkRecord;

/** The lanes of one engine without threads: whoever holds this makes each step, and is handed every send. */
public final class SteppedLanes<A> {
    private final Map<BulletinClass, Lane<A>> lanes = new EnumMap<>(BulletinClass.class);
    private final Attempts<A> attempts;
    private final Gate gate;
    private final Slots slots;
    private final Settler settler;
    private final Dispatcher<A> dispatcher;
    private final Inquirer<A> inquirer;

    private record Lane<A>(LaneConsumer consumer, Deque<RecordInHand> read, Claimer<A> claimer, Retrier<A> retrier) {}

    /** What a channel brings; its sends are handed out instead. */
    public record Channel<A>(AddressBook<A> book, Inquiry<A> inquiry) {}

    /** What the lanes lean on. */
    public record Foundation(Ledger ledger, TakenDirectives directives, DeadLetterBox deadLetters, Clocks clocks, RandomGenerator random) {}

    /** Whose threads these would be. */
    public record Threads<A>(Function<BulletinClass, org.apache.kafka.clients.consumer.Consumer<String, byte[]>> consumers,
            Consumer<Send<A>> sends, Executor questions) {}

    /** Nobody sends here. */
    private record HandedOut<A>() implements Sender<A> {
        @Override
        public String provider() {
            return "fake";
        }

        @Override
        public Outcome send(Delivery<A> delivery) {
            throw new UnsupportedOperationException("sends are handed out");
        }
    }

    /** A send that was granted. */
    public static final class Send<A> {
        private final SteppedLanes<A> lanes;
        private final Job<A> job;

        private Send(SteppedLanes<A> lanes, Job<A> job) {
            this.lanes = lanes;
            this.job = job;
        }

        /** What is sent. */
        public Delivery<A> delivery() {
            return job.delivery();
        }

        /** The same, and nobody knows that it is the one that tries. */
        public Send<A> asNoProbe() {
            return new Send<>(lanes, job.granted(Pacer.NO_PROBE));
        }

        /** Under which number it was claimed. */
        public int owner() {
            return job.owner();
        }

        /** Looks for the last time whether something stands against it. True: it goes out now. */
        public boolean begins() {
            Optional<Ending> bar = lanes.attempts.bar(job);
            lanes.slots.departed();
            bar.ifPresent(ending -> lanes.settler.sent(job, ending));
            return bar.isEmpty();
        }

        /** The provider answered, or nobody knows. */
        public void answered(Outcome outcome, Instant at, Duration took) {
            lanes.settler.sent(job, lanes.attempts.answered(job, outcome, at, took));
        }
    }

    /** Nothing is read before the first step. */
    public SteppedLanes(Channel<A> channel, Lanes.Pace pace, Foundation base, Lanes.Watch watch, Threads<A> threads) {
        Clocks clocks = base.clocks();
        gate = new Gate(watch.controls(), watch.liveness(), watch.hearing(), clocks);
        slots = new Slots(new Pacer(pace.settings(), clocks.nanos()));
        settler = new Settler(base.ledger(), slots, watch.meters());
        attempts = new Attempts<>(new HandedOut<>(),
                new Attempts.Last<>(gate, base.ledger().retries(), new Addresses<>(channel.book())), slots,
                new Attempts.Repeating(pace.backOff(), channel.inquiry().longestSend(), base.random(), clocks),
                watch.meters());
        dispatcher = new Dispatcher<>(slots, gate, attempts, job -> threads.sends().accept(new Send<>(this, job)), settler);
        var exit = new Exit<>(dispatcher, settler);
        for (BulletinClass lane : BulletinClass.values()) {
            lanes.put(lane, lane(lane, channel, base, watch.controls(), new Way<>(gate, exit, threads)));
        }
        inquirer = new Inquirer<>(new Addresses<>(channel.book()), channel.inquiry(),
                new InquiryRule(pace.inquiryInterval(), pace.backOff(), base.random()),
                new Inquirer.Books(base.ledger().inquiries(), base.directives(), base.ledger().clock()), threads.questions());
    }

    private record Way<A>(Gate gate, Exit<A> exit, Threads<A> threads) {}

    private static <A> Lane<A> lane(BulletinClass lane, Channel<A> channel, Foundation base, ControlState controls, Way<A> way) {
        Ledger ledger = base.ledger();
        var addresses = new Addresses<>(channel.book());
        Deque<RecordInHand> read = new ArrayDeque<>();
        var claimer = new Claimer<>(lane, addresses,
                new Claimer.Books(ledger.claims(), base.directives(), base.deadLetters(), ledger.clock()), way.gate(), way.exit());
        var consumer = new LaneConsumer(way.threads().consumers().apply(lane), "work", 1_000, read::addLast);
        var retrier = new Retrier<>(lane, addresses,
                new Retrier.Books(ledger.retries(), ledger.releases(), base.directives(), controls, ledger.clock()), way.gate(),
                way.exit());
        return new Lane<>(consumer, read, claimer, retrier);
    }

    private Lane<A> of(BulletinClass lane) {
        return java.util.Objects.requireNonNull(lanes.get(lane));
    }

    /** The lanes of which something is claimed and waits for a permit. */
    public Set<BulletinClass> waiting() {
        return dispatcher.waiting();
    }

    /** Slots that a lane holds. */
    public int inFlight(BulletinClass lane) {
        return slots.inFlight(lane);
    }

    /** Recipients of a lane's records that were read and not claimed. */
    public int unclaimed(BulletinClass lane) {
        return of(lane).read().stream().mapToInt(record -> record.content().map(WorkRecord::size).orElse(0)).sum();
    }

    /** Commits and reads. */
    public void read(BulletinClass lane) {
        boolean unused = of(lane).consumer().step();
    }

    /** Claims one record, if there is one and the lane wants more. Returns whether one was carried out. */
    public boolean claim(BulletinClass lane) throws InterruptedException {
        Deque<RecordInHand> read = of(lane).read();
        if (!dispatcher.wantsMore(lane, Duration.ZERO) || read.isEmpty()) {
            return false;
        }
        RecordInHand record = read.removeFirst();
        boolean isDone = false;
        try {
            isDone = of(lane).claimer().claim(record);
        } finally {
            if (!isDone) {
                read.addFirst(record);
            }
        }
        return isDone;
    }

    /** Brings back what is due. */
    public boolean retry(BulletinClass lane) {
        return of(lane).retrier().step();
    }

    /** Takes up what is to be asked about. */
    public boolean inquire() {
        return inquirer.step();
    }

    /** Whether this engine may send anything at all. */
    public boolean mayAct() {
        return gate.isOpen();
    }

    /** Lets go what may; how long it makes no sense to come again. */
    public Duration dispatch() {
        return dispatcher.move();
    }

    /** Writes a batch. */
    public boolean settle() {
        return settler.move();
    }
}
