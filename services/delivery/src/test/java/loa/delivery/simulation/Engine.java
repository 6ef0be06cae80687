package loa.delivery.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import loa.contract.BulletinClass;
import loa.delivery.ReceiptInbox;
import loa.delivery.clock.Clocks;
import loa.delivery.control.ControlState;
import loa.delivery.control.Hearing;
import loa.delivery.control.Liveness;
import loa.delivery.kafka.DeadLetterBox;
import loa.delivery.lane.LaneMeters;
import loa.delivery.lane.Lanes;
import loa.delivery.lane.SteppedLanes;
import loa.delivery.ledger.Ledger;
import loa.delivery.pace.BackOff;
import loa.delivery.plan.Planner;
import loa.delivery.plan.RecordCutter;
import loa.delivery.upkeep.Burials;
import loa.delivery.upkeep.DirectiveEnds;
import loa.delivery.upkeep.Doorbell;
import loa.delivery.work.WorkRecords;

/** The decisions of one instance, put together as an engine puts them, each a step that somebody else makes. */
final class Engine {
    private static final Duration SHORT = Duration.ofMillis(250);
    private static final Duration UPKEEP = Duration.ofSeconds(1);

    final Map<String, Loop> loops = new java.util.LinkedHashMap<>();
    final Map<BulletinClass, ModelConsumer> consumers = new EnumMap<>(BulletinClass.class);
    final Faults faults;
    final Liveness liveness;
    final Clocks clocks;
    /** By which leases and readings grow old. */
    private final Clocks counting;
    final ReceiptInbox receipts;
    private final Queue<Integer> lapsed = new ArrayDeque<>();
    private final ModelSchema schema;
    /** By which the ledger's moments are written and compared. */
    private final InstantSource moments;
    private final ControlState controls;
    private final Hearing hearing;
    private final DeskEar ear;
    private final SteppedLanes<Integer> lanes;
    private final Standstill standstill = new Standstill();

    /** A step and how long it makes sense to wait for the next. */
    interface Step {
        Duration make() throws InterruptedException;
    }

    /** What would be a thread. */
    record Loop(Duration period, Step step, boolean isSignOfLife) {}

    /** What all instances share. */
    record Outside(ModelSchema schema, Desk desk, People people, ModelProvider provider, Map<BulletinClass, ModelTopic> topics,
            Scenario scenario, Chance chance, Ends ends) {}

    /** Where measurements and dead letters go. */
    record Ends(LaneMeters meters, DeadLetterBox deadLetters) {}

    /** Who gets its sends and its questions, and how it is known. */
    record Hands(Consumer<SteppedLanes.Send<Integer>> sends, Executor questions, String name) {}

    Engine(Outside outside, Clocks clocks, Faults faults, Hands hands) {
        this.schema = outside.schema();
        this.clocks = clocks;
        this.faults = faults;
        moments = schema.has(Mutation.MOMENTS_ARE_THE_INSTANCES_OWN) ? clocks.wall() : schema.clock;
        Scenario scenario = outside.scenario();
        counting = schema.has(Mutation.SLEEP_OF_THE_MACHINE_DOES_NOT_COUNT) ? new Clocks(() -> Instant.EPOCH, clocks.nanos()) : clocks;
        controls = new ControlState(new ModelRestraints(schema, faults), counting);
        hearing = new Hearing(counting);
        Clocks lease = schema.has(Mutation.LEASE_NEVER_RUNS_OUT) ? new Clocks(() -> Instant.EPOCH, () -> 0) : counting;
        liveness = new Liveness(new ModelInstances(schema, faults), hands.name(), Scenario.LEASE, lease, lapsed::add);
        receipts = new ModelReceipts(schema, faults);
        ear = new DeskEar(outside.desk(), schema, faults, clocks);
        for (BulletinClass lane : BulletinClass.values()) {
            consumers.put(lane, new ModelConsumer(outside.topics().get(lane), hands.name() + " " + lane.code(), outside.chance(),
                    faults::isBrokerAway));
        }
        lanes = new SteppedLanes<>(new SteppedLanes.Channel<>(outside.people(), outside.provider()),
                new Lanes.Pace(scenario.pace(), new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(8)), Scenario.INTERVAL),
                new SteppedLanes.Foundation(ledger(), new ModelTaken(schema, faults), outside.ends().deadLetters(), clocks,
                        outside.chance().random()),
                new Lanes.Watch(controls, liveness, hearing, outside.ends().meters()),
                new SteppedLanes.Threads<>(lane -> consumers.get(lane).face(), send -> granted(send, hands),
                        hands.questions()));
        addLoops(outside);
    }

    private Ledger ledger() {
        Ledger sound = ModelLedger.ledger(schema, faults);
        return new Ledger(sound.claims(), sound.settlements(), sound.releases(), sound.retries(), sound.inquiries(), moments);
    }

    private void addLoops(Outside outside) {
        loop("heartbeat", Scenario.LEASE.dividedBy(5), liveness::beat);
        loop("controls", Duration.ofMillis(500), controls::refresh);
        loop("events", Duration.ofMillis(200), this::hear);
        var work = new ModelWorkRecords(schema, faults);
        var topic = new ModelWorkTopic(outside.topics(), work, outside.chance(), faults::isActive, faults::isBrokerAway);
        var planner = new Planner(outside.people(), new ModelTaken(schema, faults), new ModelPlans(schema, faults), topic,
                new Planner.Standing(liveness, new RecordCutter(outside.scenario().size().perRecord()), moments, () -> false));
        var duties = new ModelDuties(schema, faults, liveness::number);
        for (BulletinClass lane : BulletinClass.values()) {
            loops.put("plan " + lane.code(), more(SHORT.multipliedBy(2), () -> planner.step(lane)));
            loop("read " + lane.code(), ModelConsumer.period(), () -> lanes.read(lane));
            loops.put("claim " + lane.code(), more(Duration.ofMillis(200), () -> !waitsForHigher(lane) && lanes.claim(lane)));
            loops.put("retry " + lane.code(), more(SHORT, () -> lanes.retry(lane)));
        }
        loops.put("inquire", more(SHORT, lanes::inquire));
        loops.put("dispatch", new Loop(Duration.ofMillis(100), this::dispatch, false));
        loops.put("settle", more(Duration.ofMillis(60), lanes::settle));
        loops.put("burials", more(UPKEEP, new Burials(duties, new ModelTakeover(schema, faults, outside.scenario().longestSend()), lapsed,
                schema.clock)::step));
        loops.put("ends", more(UPKEEP, new DirectiveEnds(duties, new ModelEndings(schema, faults), moments)::step));
        loops.put("doorbell", more(UPKEEP, new Doorbell(duties, controls,
                new Doorbell.Work(work, topic, lane -> progress(outside, lane)), moments)::step));
    }

    private void granted(SteppedLanes.Send<Integer> send, Hands hands) {
        standstill.granted();
        hands.sends().accept(schema.has(Mutation.PROBE_IS_NOT_KNOWN_AGAIN) ? send.asNoProbe() : send);
    }

    private Duration dispatch() {
        Duration wait = lanes.dispatch();
        standstill.look(clocks.count(), !waiting().isEmpty(), lanes.mayAct());
        return wait;
    }

    private boolean waitsForHigher(BulletinClass lane) {
        return schema.has(Mutation.LOWER_LANES_WAIT_FOR_EVER) && lanes.waiting().stream().anyMatch(other -> other.compareTo(lane) < 0);
    }

    /** The lanes of which something is claimed and waits for its turn. */
    Set<BulletinClass> waiting() {
        return lanes.waiting();
    }

    int inFlight(BulletinClass lane) {
        return lanes.inFlight(lane);
    }

    /** Recipients of a lane that were read and not claimed. */
    int unclaimed(BulletinClass lane) {
        return lanes.unclaimed(lane);
    }

    private List<WorkRecords.Progress> progress(Outside outside, BulletinClass lane) {
        faults.needBroker();
        return outside.topics().get(lane).progress();
    }

    /** Takes what the desk has said, then looks at what holds, then counts as having heard it: in this order. */
    private void hear() {
        long begun = counting.count();
        if (schema.has(Mutation.DEAF_BUT_CERTAIN)) {
            hearing.heard(begun);
        }
        faults.needBroker();
        if (ear.hear()) {
            controls.refresh();
        }
        hearing.heard(begun);
    }

    Instant now() {
        return clocks.now();
    }

    private interface Act {
        void make() throws InterruptedException;
    }

    private interface More {
        boolean make() throws InterruptedException;
    }

    private void loop(String name, Duration period, Act act) {
        loops.put(name, new Loop(period, () -> {
            act.make();
            return period;
        }, !name.startsWith("read")));
    }

    private static Loop more(Duration period, More act) {
        return new Loop(period, () -> act.make() ? Duration.ofMillis(2) : period, false);
    }
}
