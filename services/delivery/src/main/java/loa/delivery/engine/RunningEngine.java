package loa.delivery.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import loa.contract.BulletinClass;
import loa.contract.Channel;
import loa.contract.EventSigner;
import loa.contract.EventVerifier;
import loa.contract.Topics;
import loa.delivery.ChannelPorts;
import loa.delivery.clock.Clocks;
import loa.delivery.control.ControlState;
import loa.delivery.control.ControlWatch;
import loa.delivery.control.Duties;
import loa.delivery.control.Hearing;
import loa.delivery.control.Liveness;
import loa.delivery.control.Restraints;
import loa.delivery.control.SqlDuties;
import loa.delivery.control.SqlInstances;
import loa.delivery.control.SqlRestraints;
import loa.delivery.held.HeldEnds;
import loa.delivery.held.HeldStore;
import loa.delivery.intake.DirectivesLog;
import loa.delivery.intake.EventConsumer;
import loa.delivery.intake.EventIntake;
import loa.delivery.intake.IntakePositions;
import loa.delivery.kafka.DeadLetterBox;
import loa.delivery.kafka.EngineTopics;
import loa.delivery.kafka.KafkaClients;
import loa.delivery.kafka.SessionLimits;
import loa.delivery.lane.LaneMeters;
import loa.delivery.lane.Lanes;
import loa.delivery.ledger.Endings;
import loa.delivery.ledger.Takeover;
import loa.delivery.ledger.sql.Months;
import loa.delivery.ledger.sql.SqlEndings;
import loa.delivery.ledger.sql.SqlLedger;
import loa.delivery.ledger.sql.SqlTakeover;
import loa.delivery.loop.Deadline;
import loa.delivery.loop.Loop;
import loa.delivery.plan.Planner;
import loa.delivery.plan.RecordCutter;
import loa.delivery.plan.SqlPlans;
import loa.delivery.postgres.Database;
import loa.delivery.postgres.DatabaseClock;
import loa.delivery.report.Reporter;
import loa.delivery.taken.SqlTakenDirectives;
import loa.delivery.taken.TakenDirectives;
import loa.delivery.upkeep.Burials;
import loa.delivery.upkeep.DirectiveEnds;
import loa.delivery.upkeep.Doorbell;
import loa.delivery.upkeep.KafkaLaneProgress;
import loa.delivery.upkeep.Retention;
import loa.delivery.work.KafkaWorkTopic;
import loa.delivery.work.SqlWorkRecords;
import loa.delivery.work.WorkRecord;
import loa.delivery.work.WorkRecords;
import loa.delivery.work.WorkTopic;

/** All parts of an engine, put together, from the first connection to the last. */
final class RunningEngine<A> {
    private static final Logger LOG = LoggerFactory.getLogger(RunningEngine.class);
    private static final Duration SHORT = Duration.ofMillis(250);
    private static final Duration UPKEEP = Duration.ofSeconds(1);

    private final ChannelPorts<A> ports;
    private final Surroundings outside;
    private final ControlState controls;
    private final KafkaClients kafka;
    private final Database database;
    /** While the last sends are awaited, this instance still counts as alive. */
    private final List<Loop> signsOfLife = new ArrayList<>();
    private final List<Loop> loops = new ArrayList<>();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Queue<Integer> lapsed = new ConcurrentLinkedQueue<>();
    private final Liveness liveness;
    private final Hearing hearing;
    private final Takeover takeover;
    private final Lanes<A> lanes;
    private final EventConsumer events;
    private final ControlWatch watch;

    /**
     * Makes topics, finds where the schema stands, registers, and makes every part; no thread runs yet.
     *
     * @param told when a thread has died
     */
    static <A> RunningEngine<A> prepare(ChannelPorts<A> ports, EngineSettings settings, Surroundings outside, ControlState controls,
            Consumer<Throwable> told) throws InterruptedException {
        String client = ports.channel().code() + "-" + settings.instance();
        KafkaClients kafka = new KafkaClients(outside.kafka(), client, settings.sessionTimeout());
        boolean done = false;
        try {
            var engine = new RunningEngine<>(ports, settings, outside, controls, kafka);
            engine.all().forEach(loop -> loop.onDeath(told));
            engine.lanes.onDeath(told);
            done = true;
            return engine;
        } finally {
            if (!done) {
                kafka.close();
            }
        }
    }

    private RunningEngine(ChannelPorts<A> ports, EngineSettings settings, Surroundings outside, ControlState controls, KafkaClients kafka)
            throws InterruptedException {
        this.ports = ports;
        this.outside = outside;
        this.controls = controls;
        this.kafka = kafka;
        this.database = new Database(outside.database().work());
        Database control = new Database(outside.database().control());
        Channel channel = ports.channel();
        Clocks clocks = Clocks.by(outside.clock());
        // first, so that it stays known while Kafka is away
        controls.refresh();
        Admin admin = kafka.admin();
        kafka.keepTo(SessionLimits.shortest(admin));
        new EngineTopics(channel, settings.replicas()).create(admin);
        IntakePositions positions = new IntakePositions(database);
        positions.open(admin);
        Producer<String, byte[]> producer = kafka.producer();
        takeover = new SqlTakeover(database, ports.sender().provider(), ports.inquiry().longestSend());
        liveness = new Liveness(new SqlInstances(control), settings.instance(), settings.lease(), clocks, lapsed::add);
        hearing = new Hearing(clocks);
        watch = new ControlWatch(control, controls);
        SqlTakenDirectives directives = new SqlTakenDirectives(database);
        DeadLetterBox deadLetters = new DeadLetterBox(producer, outside.meters(), channel.code());
        lanes = new Lanes<>(ports, settings.pace(),
                new Lanes.Foundation(SqlLedger.of(database, ports.sender().provider()), kafka, deadLetters, directives, clocks),
                new Lanes.Watch(controls, liveness, hearing, new LaneMeters(outside.meters(), channel.code())));
        EventSigner signer = new EventSigner(outside.signingKey(), "/loa/" + channel.code(), outside.clock());
        signsOfLife.add(named("heartbeat", settings.heartbeat(), () -> {
            liveness.beat();
            return false;
        }));
        signsOfLife.add(named("controls", Duration.ZERO, watch::step));
        WorkTopic work = new KafkaWorkTopic(channel, producer, new SqlWorkRecords(database));
        List<Loop> planners = planners(settings, directives, work);
        Duties duties = new SqlDuties(database, liveness);
        upkeep(duties, work, admin);
        loop("retention", UPKEEP, new Retention(duties, new Months(database), settings.retentionMonths(), outside.clock())::step);
        loop("report", Reporter.PAUSE, new Reporter(channel, database, duties, new Reporter.Speaking(signer, producer, outside.clock()),
                settings.countsReach())::step);
        DirectivesLog log = new DirectivesLog(kafka.consumer(Topics.directivesGroup(channel), 100), admin, positions, hearing, clocks);
        events = events(log, new EventConsumer.Believing(new EventVerifier(outside.believed()), deadLetters), directives, positions,
                new EventEffects(channel, controls, planners,
                        new EventEffects.Speaking(signer, producer), outside.meters()));
        loop("events", Duration.ZERO, events::step);
    }

    void start() {
        all().forEach(Loop::start);
        lanes.start();
        LOG.atInfo().addKeyValue("channel", ports.channel().code()).addKeyValue("instance", liveness.number())
                .log("The delivery engine runs");
    }

    boolean isAlive() {
        return liveness.mayAct(liveness.number()) && hearing.isFresh();
    }

    /** Counts as dead from now on. */
    void giveUp() {
        liveness.giveUp();
    }

    /** Stops everything by then, also when PostgreSQL or Kafka does not answer. */
    void stop(Deadline deadline) throws InterruptedException {
        stopping.countDown();
        events.wake();
        loops.forEach(Loop::halt);
        lanes.stop(deadline);
        all().forEach(Loop::halt);
        all().forEach(loop -> loop.join(deadline.left()));
        Thread leave = Thread.ofPlatform().daemon().name(ports.channel().code() + "-leave").start(this::takeLeave);
        if (!leave.join(deadline.left())) {
            LOG.atWarn().addKeyValue("instance", liveness.number()).log("Stopped without taking leave; another instance buries this one");
            leave.interrupt();
        }
    }

    /** Ends as a crash would. */
    void abandon() {
        stopping.countDown();
        all().forEach(Loop::stop);
        events.wake();
        lanes.abandon();
        all().forEach(loop -> loop.join(Duration.ofSeconds(1)));
        kafka.close();
    }

    private void takeLeave() {
        try {
            takeover.buryOneself(liveness.number(), new DatabaseClock(database).instant());
        } catch (RuntimeException e) {
            LOG.atWarn().addKeyValue("instance", liveness.number()).setCause(e).log("Could not take leave; another instance does it");
        }
        watch.close();
        kafka.close();
    }

    private List<Loop> planners(EngineSettings settings, TakenDirectives directives, WorkTopic work) {
        Planner planner = new Planner(ports.audience(), directives, new SqlPlans(database, new SqlWorkRecords(database)), work,
                new Planner.Standing(liveness, new RecordCutter(settings.pace().settings().together(WorkRecord.MOST)),
                        new DatabaseClock(database), () -> stopping.getCount() == 0));
        List<Loop> planners = new ArrayList<>();
        for (BulletinClass lane : BulletinClass.values()) {
            planners.add(loop("plan-" + lane.code(), SHORT, () -> planner.step(lane)));
        }
        return planners;
    }

    /** Apart from each other: what needs PostgreSQL alone does not wait for Kafka. */
    private void upkeep(Duties duties, WorkTopic work, Admin admin) {
        loop("burials", UPKEEP, new Burials(duties, takeover, lapsed, new DatabaseClock(database))::step);
        Loop ends = loop("ends", UPKEEP, new DirectiveEnds(duties, new SqlEndings(database), new DatabaseClock(database))::step);
        Loop doorbell = loop("doorbell", UPKEEP, new Doorbell(duties, controls,
                new Doorbell.Work(new SqlWorkRecords(database), work, new KafkaLaneProgress(ports.channel(), admin)),
                new DatabaseClock(database))::step);
        loop("held", UPKEEP, new HeldEnds(new HeldStore(database), outside.clock())::step);
        controls.onChange(ends::wake);
        controls.onChange(doorbell::wake);
    }

    private EventConsumer events(DirectivesLog log, EventConsumer.Believing believing, SqlTakenDirectives directives,
            IntakePositions positions, EventConsumer.Effects effects) {
        var intake = new EventIntake(ports.channel(), database, directives, new SqlRestraints(database), outside.clock());
        return new EventConsumer(log, believing, intake, positions, effects);
    }

    private Loop loop(String name, Duration pause, Loop.Step step) {
        Loop loop = named(name, pause, step);
        loops.add(loop);
        return loop;
    }

    private Loop named(String name, Duration pause, Loop.Step step) {
        return new Loop(ports.channel().code() + "-" + name, pause, step);
    }

    private List<Loop> all() {
        List<Loop> all = new ArrayList<>(signsOfLife);
        all.addAll(loops);
        return all;
    }
}
