package loa.delivery.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

import io.micrometer.core.instrument.Counter;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import loa.contract.BulletinClass;
import loa.contract.Channel;
import loa.contract.EventSigner;
import loa.contract.EventVerifier;
import loa.contract.LoaEvent;
import loa.contract.Topics;
import loa.delivery.ChannelPorts;
import loa.delivery.control.ControlState;
import loa.delivery.control.ControlWatch;
import loa.delivery.control.Duties;
import loa.delivery.control.Liveness;
import loa.delivery.control.Restraints;
import loa.delivery.intake.EventConsumer;
import loa.delivery.intake.EventIntake;
import loa.delivery.intake.IntakePositions;
import loa.delivery.kafka.DeadLetterBox;
import loa.delivery.kafka.EngineTopics;
import loa.delivery.kafka.KafkaClients;
import loa.delivery.lane.LaneMeters;
import loa.delivery.lane.Lanes;
import loa.delivery.ledger.Endings;
import loa.delivery.ledger.Takeover;
import loa.delivery.loop.Loop;
import loa.delivery.plan.Planner;
import loa.delivery.postgres.Database;
import loa.delivery.report.Reporter;
import loa.delivery.taken.TakenDirectives;
import loa.delivery.upkeep.LaneProgress;
import loa.delivery.upkeep.Upkeep;
import loa.delivery.work.WorkProducer;
import loa.delivery.work.WorkRecords;

/** The engine of one channel: takes directives, plans, sends, settles, reports. Started and stopped once. */
public final class DeliveryEngine<A> {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryEngine.class);
    private static final Duration SHORT = Duration.ofMillis(250);
    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(1);
    private static final Duration UPKEEP = Duration.ofSeconds(1);

    private final ChannelPorts<A> ports;
    private final EngineSettings settings;
    private final Surroundings outside;
    private final Database database;
    private final ControlState controls;
    private final List<Loop> loops = new ArrayList<>();
    private volatile boolean stopping;
    private volatile @Nullable Running<A> running;

    private record Running<A>(Liveness liveness, Lanes<A> lanes, EventConsumer events, ControlWatch watch,
            Producer<String, byte[]> producer,
            Admin admin) {}

    /**
     * Connects to nothing yet.
     *
     * @param controls of the same schema; the engine refreshes them
     */
    public DeliveryEngine(ChannelPorts<A> ports, EngineSettings settings, Surroundings outside, ControlState controls) {
        this.ports = ports;
        this.settings = settings;
        this.outside = outside;
        this.database = new Database(outside.database());
        this.controls = controls;
    }

    /** Whether it runs and may send: it counts as alive, and knows what is cancelled. */
    public boolean isAbleToSend() {
        Running<A> now = running;
        return now != null && controls.isFresh() && now.liveness().mayAct(now.liveness().number());
    }

    /**
     * Makes topics, finds where the schema stands, and starts everything; waits for Kafka and PostgreSQL as long as it takes. Returns when
     * the first events may come, or when it was stopped meanwhile.
     */
    public void start() throws InterruptedException {
        Channel channel = ports.channel();
        KafkaClients kafka = new KafkaClients(outside.kafka(), channel.code() + "-" + settings.instance(), settings.sessionTimeout());
        Admin admin = kafka.admin();
        IntakePositions positions = new IntakePositions(database);
        while (!stopping && !isReady(admin, positions)) {
            Thread.sleep(AFTER_A_FAILURE);
        }
        if (!stopping) {
            run(kafka, admin, positions);
        }
    }

    private boolean isReady(Admin admin, IntakePositions positions) throws InterruptedException {
        try {
            new EngineTopics(ports.channel(), settings.replicas()).create(admin);
            positions.open(admin);
            controls.refresh();
            return true;
        } catch (RuntimeException e) {
            LOG.atWarn().addKeyValue("channel", ports.channel().code()).setCause(e).log("Kafka or PostgreSQL is not there yet");
            return false;
        }
    }

    private void run(KafkaClients kafka, Admin admin, IntakePositions positions) {
        Channel channel = ports.channel();
        Producer<String, byte[]> producer = kafka.producer();
        Liveness liveness = new Liveness(database, settings.instance(), settings.lease());
        TakenDirectives directives = new TakenDirectives(database);
        DeadLetterBox deadLetters = new DeadLetterBox(producer, outside.meters(), channel.code());
        Lanes<A> lanes = new Lanes<>(ports, settings.pace(),
                new Lanes.Foundation(database, kafka, deadLetters, directives, outside.clock()),
                new Lanes.Watch(controls, liveness, new LaneMeters(outside.meters(), channel.code())));
        WorkProducer work = new WorkProducer(channel, producer, new WorkRecords(database));
        ControlWatch watch = new ControlWatch(database, controls);
        loop("heartbeat", settings.heartbeat(), () -> {
            liveness.beat();
            return false;
        });
        loop("controls", Duration.ZERO, watch::step);
        List<Loop> planners = planners(directives, work, liveness);
        Duties duties = new Duties(database, liveness);
        EventSigner signer = new EventSigner(outside.signingKey(), "/loa/" + channel.code(), outside.clock());
        Loop upkeep = upkeep(duties, work, admin);
        controls.onChange(upkeep::wake);
        loop("report", Reporter.PAUSE, new Reporter(channel, database, duties, new Reporter.Speaking(signer, producer, outside.clock()),
                settings.countsReach())::step);
        EventConsumer events = events(kafka, deadLetters, directives, positions, new Effects(planners, signer, producer));
        loop("events", Duration.ZERO, events::step);
        running = new Running<>(liveness, lanes, events, watch, producer, admin);
        loops.forEach(Loop::start);
        lanes.start();
        LOG.atInfo().addKeyValue("channel", channel.code()).addKeyValue("instance", liveness.number()).log("The delivery engine runs");
    }

    /** Stops within about five seconds: what waits is put back, what is under way is written down or, at the end, unknown. */
    public void stop() throws InterruptedException {
        stopping = true;
        Running<A> ending = running;
        if (ending == null) {
            return;
        }
        running = null;
        ending.events().wake();
        ending.lanes().stop();
        loops.forEach(Loop::stop);
        loops.forEach(loop -> loop.join(Duration.ofSeconds(1)));
        ending.events().close();
        new Takeover(database, ports.sender().provider()).buryOneself(ending.liveness().number(), outside.clock().instant());
        ending.watch().close();
        ending.producer().close(Duration.ofSeconds(1));
        ending.admin().close(Duration.ofSeconds(1));
    }

    /** Ends as a crash would: nothing more is written and nobody takes leave. For tests. */
    public void abandon() {
        Running<A> ending = running;
        if (ending != null) {
            running = null;
            stopping = true;
            loops.forEach(Loop::stop);
            ending.events().wake();
            ending.lanes().abandon();
            loops.forEach(loop -> loop.join(Duration.ofSeconds(1)));
            ending.events().close();
            ending.producer().close(Duration.ZERO);
            ending.admin().close(Duration.ZERO);
        }
    }

    private List<Loop> planners(TakenDirectives directives, WorkProducer work, Liveness liveness) {
        Planner planner = new Planner(ports.audience(), directives, database, work,
                new Planner.Standing(liveness, outside.clock(), () -> stopping));
        List<Loop> planners = new ArrayList<>();
        for (BulletinClass lane : BulletinClass.values()) {
            planners.add(loop("plan-" + lane.code(), SHORT, () -> planner.step(lane)));
        }
        return planners;
    }

    private Loop upkeep(Duties duties, WorkProducer work, Admin admin) {
        Upkeep upkeep = new Upkeep(duties, controls,
                new Upkeep.Work(new WorkRecords(database), work, new LaneProgress(ports.channel(), admin)),
                new Upkeep.Ledger(new Takeover(database, ports.sender().provider()), new Endings(database)), outside.clock());
        return loop("upkeep", UPKEEP, upkeep::step);
    }

    private EventConsumer events(KafkaClients kafka, DeadLetterBox deadLetters, TakenDirectives directives, IntakePositions positions,
            Effects effects) {
        Channel channel = ports.channel();
        EventIntake intake = new EventIntake(channel, database, directives, new Restraints(database), outside.clock());
        return new EventConsumer(kafka.consumer(Topics.directivesGroup(channel), 100),
                new EventConsumer.Believing(new EventVerifier(outside.believed()), deadLetters), intake, positions, effects);
    }

    private Loop loop(String name, Duration pause, Loop.Step step) {
        Loop loop = new Loop(ports.channel().code() + "-" + name, pause, step);
        loops.add(loop);
        return loop;
    }

    private final class Effects implements EventConsumer.Effects {
        private final List<Loop> planners;
        private final EventSigner signer;
        private final Producer<String, byte[]> producer;

        Effects(List<Loop> planners, EventSigner signer, Producer<String, byte[]> producer) {
            this.planners = planners;
            this.signer = signer;
            this.producer = producer;
        }

        @Override
        public void changed() {
            controls.refresh();
            planners.forEach(Loop::wake);
        }

        @Override
        public void answer(LoaEvent.HaltAcknowledged answer) throws InterruptedException, ExecutionException {
            producer.send(signer.sign(Topics.DELIVERY_REPORTS, answer)).get();
        }

        @Override
        public Counter repeated() {
            return Counter.builder("loa.delivery.events.repeated").tag("channel", ports.channel().code()).register(outside.meters());
        }
    }
}
