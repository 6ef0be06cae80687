package loa.delivery.lane;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

import loa.contract.BulletinClass;
import loa.contract.Topics;
import loa.delivery.ChannelPorts;
import loa.delivery.clock.Clocks;
import loa.delivery.control.ControlState;
import loa.delivery.control.Hearing;
import loa.delivery.control.Liveness;
import loa.delivery.kafka.DeadLetterBox;
import loa.delivery.kafka.KafkaClients;
import loa.delivery.ledger.Ledger;
import loa.delivery.loop.Deadline;
import loa.delivery.loop.Loop;
import loa.delivery.pace.BackOff;
import loa.delivery.pace.PaceSettings;
import loa.delivery.pace.Pacer;
import loa.delivery.taken.TakenDirectives;
import loa.delivery.work.WorkRecord;

/** The three lanes of a channel with everything that carries their records out. */
public final class Lanes<A> {
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration PATIENCE_WITH_SENDS = Duration.ofSeconds(4);
    private static final Duration PATIENCE_WITH_READERS = Duration.ofMillis(500);
    /** Read beside those whom the slots hold, so that whoever claims never waits for Kafka. */
    private static final int READ_AHEAD = 8 * WorkRecord.MOST;
    private static final int MOST_POLLED = 8;
    /** While one waits for the commit, the other reads addresses. */
    private static final int CLAIMERS = 2;

    private final List<Loop> readers = new ArrayList<>();
    private final List<LaneConsumer> consumers = new ArrayList<>();
    private final List<Loop> senders = new ArrayList<>();
    private final Exit<A> exit;
    private final Loop settling;

    /** How fast, and how again. */
    public record Pace(PaceSettings settings, BackOff backOff, Duration inquiryInterval) {}

    /** What the lanes lean on. */
    public record Foundation(Ledger ledger, KafkaClients kafka, DeadLetterBox deadLetters, TakenDirectives directives, Clocks clocks) {}

    /** What holds sends back, and what counts them. */
    public record Watch(ControlState controls, Liveness liveness, Hearing hearing, LaneMeters meters) {}

    /** Nothing runs yet. */
    public Lanes(ChannelPorts<A> ports, Pace pace, Foundation base, Watch watch) {
        RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
        Gate gate = new Gate(watch.controls(), watch.liveness(), watch.hearing(), base.clocks());
        Slots slots = new Slots(new Pacer(pace.settings(), base.clocks().nanos()));
        var settler = new Settler(base.ledger(), slots, watch.meters());
        var attempts = new Attempts<>(ports.sender(),
                new Attempts.Last<>(gate, base.ledger().retries(), new Addresses<>(ports.addressBook())), slots,
                new Attempts.Repeating(pace.backOff(), ports.inquiry().longestSend(), random, base.clocks()), watch.meters());
        var dispatcher = new Dispatcher<>(slots, gate, attempts, new SendingThreads<>(attempts, slots, settler), settler);
        exit = new Exit<>(dispatcher, settler);
        String name = ports.channel().code();
        settling = new Loop(name + "-settle", Duration.ZERO, settler::step);
        senders.add(new Loop(name + "-dispatch", Duration.ZERO, dispatcher::step));
        int most = pace.settings().slots() + READ_AHEAD;
        for (BulletinClass lane : BulletinClass.values()) {
            addLane(ports, lane, most, new Parts(base, watch, gate, slots));
        }
        watch.meters().watch("loa.delivery.slots", () -> pace.settings().slots());
        watch.meters().watch("loa.delivery.braked", () -> slots.braked().map(Duration::toMillis).orElse(0L) / 1_000.0);
        watch.meters().watch("loa.delivery.rate.learned", slots::learnedRate);
        addInquirer(ports, pace, base, random);
    }

    private record Parts(Foundation base, Watch watch, Gate gate, Slots slots) {}

    private void addLane(ChannelPorts<A> ports, BulletinClass lane, int most, Parts parts) {
        Foundation base = parts.base();
        String name = ports.channel().code() + "-" + lane.code();
        var addresses = new Addresses<>(ports.addressBook());
        var claimer = new Claimer<>(lane, addresses,
                new Claimer.Books(base.ledger().claims(), base.directives(), base.deadLetters(), base.ledger().clock()), parts.gate(),
                exit);
        var consumer = new LaneConsumer(base.kafka().consumer(Topics.laneGroup(ports.channel(), lane), MOST_POLLED),
                Topics.work(ports.channel(), lane), most, claimer::add);
        var retrier = new Retrier<>(lane, addresses,
                new Retrier.Books(base.ledger().retries(), base.ledger().releases(), base.directives(), parts.watch().controls(),
                        base.ledger().clock()),
                parts.gate(), exit);
        consumers.add(consumer);
        readers.add(new Loop(name + "-read", Duration.ZERO, consumer::step));
        for (int i = 0; i < CLAIMERS; i++) {
            readers.add(new Loop(name + "-claim-" + i, Duration.ofMillis(50), claimer::step));
        }
        readers.add(new Loop(name + "-retry", SHORT, retrier::step));
        parts.watch().meters().watch("loa.delivery.lag", lane, consumer::lag);
        parts.watch().meters().watch("loa.delivery.in.flight", lane, () -> parts.slots().inFlight(lane));
    }

    private void addInquirer(ChannelPorts<A> ports, Pace pace, Foundation base, RandomGenerator random) {
        var rule = new InquiryRule(pace.inquiryInterval(), pace.backOff(), random);
        var inquirer = new Inquirer<>(new Addresses<>(ports.addressBook()), ports.inquiry(), rule,
                new Inquirer.Books(base.ledger().inquiries(), base.directives(), base.ledger().clock()),
                question -> Thread.ofVirtual().name("inquire").start(question));
        readers.add(new Loop(ports.channel().code() + "-inquire", SHORT, inquirer::step));
    }

    /** Who is told when a thread ends unasked. To be set before the start. */
    public void onDeath(Consumer<Throwable> told) {
        settling.onDeath(told);
        senders.forEach(loop -> loop.onDeath(told));
        readers.forEach(loop -> loop.onDeath(told));
    }

    /** Starts all threads. */
    public void start() {
        settling.start();
        senders.forEach(Loop::start);
        readers.forEach(Loop::start);
    }

    /** Claims no more, puts back what waits, gives sends four seconds, writes their outcomes, commits, leaves the groups. */
    public void stop(Deadline deadline) throws InterruptedException {
        readers.forEach(Loop::halt);
        consumers.forEach(LaneConsumer::wake);
        exit.dispatcher().stop();
        Deadline soon = Deadline.in(deadline.leftAtMost(PATIENCE_WITH_READERS));
        readers.forEach(loop -> loop.join(soon.left()));
        boolean unused = exit.settler().awaitNone(deadline.leftAtMost(PATIENCE_WITH_SENDS));
        senders.forEach(Loop::halt);
        settling.halt();
        senders.forEach(loop -> loop.join(deadline.leftAtMost(PATIENCE_WITH_READERS)));
        settling.join(deadline.leftAtMost(PATIENCE_WITH_READERS));
        consumers.forEach(consumer -> consumer.close(deadline));
    }

    /** Ends the threads as a crash would: nothing more is written or committed. For tests. */
    public void abandon() {
        settling.stop();
        senders.forEach(Loop::stop);
        readers.forEach(Loop::stop);
        consumers.forEach(LaneConsumer::wake);
        readers.forEach(loop -> loop.join(Duration.ofSeconds(1)));
        consumers.forEach(LaneConsumer::abandon);
    }
}
