package loa.delivery.engine;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import loa.delivery.ChannelPorts;
import loa.delivery.control.ControlState;
import loa.delivery.loop.Deadline;

/** The engine of one channel: takes directives, plans, sends, settles, reports. Started and stopped once. Thread-safe. */
public final class DeliveryEngine<A> {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryEngine.class);
    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(1);
    private static final Duration TIME_TO_STOP = Duration.ofSeconds(6);

    private final ChannelPorts<A> ports;
    private final EngineSettings settings;
    private final Surroundings outside;
    private final ControlState controls;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Object lock = new Object();
    private volatile @Nullable RunningEngine<A> running;

    /**
     * Connects to nothing yet.
     *
     * @param controls of the same schema; the engine refreshes them
     */
    public DeliveryEngine(ChannelPorts<A> ports, EngineSettings settings, Surroundings outside, ControlState controls) {
        this.ports = ports;
        this.settings = settings;
        this.outside = outside;
        this.controls = controls;
    }

    /** Whether it runs and may send: no part of it has died, it counts as alive, and knows what is cancelled. */
    public boolean isAbleToSend() {
        RunningEngine<A> now = running;
        return now != null && controls.isFresh() && now.isAlive();
    }

    /**
     * Makes topics, finds where the schema stands, and starts everything; waits for Kafka and PostgreSQL as long as it takes. Returns when
     * the first events may come, or when it was stopped meanwhile.
     */
    public void start() throws InterruptedException {
        while (!isStopping() && !begin()) {
            boolean unused = stopping.await(AFTER_A_FAILURE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** As a whole: of what failed half-way nothing stays. */
    private boolean begin() throws InterruptedException {
        RunningEngine<A> next;
        try {
            next = RunningEngine.prepare(ports, settings, outside, controls, this::die);
        } catch (RuntimeException e) {
            LOG.atWarn().addKeyValue("channel", ports.channel().code()).setCause(e).log("Kafka or PostgreSQL is not there yet");
            return false;
        }
        synchronized (lock) {
            if (!isStopping()) {
                running = next;
                next.start();
                return true;
            }
        }
        next.stop(Deadline.in(TIME_TO_STOP));
        return true;
    }

    /** Stops within six seconds: what waits is put back, what is under way is written down or, at the end, unknown. */
    public void stop() throws InterruptedException {
        RunningEngine<A> ending = end();
        if (ending != null) {
            ending.stop(Deadline.in(TIME_TO_STOP));
        }
    }

    /** Ends as a crash would: nothing more is written and nobody takes leave. For tests. */
    public void abandon() {
        RunningEngine<A> ending = end();
        if (ending != null) {
            ending.abandon();
        }
    }

    /** A part is missing, so the whole goes: it counts as dead at once, another instance takes over, and health says so. */
    private void die(Throwable failure) {
        LOG.atError().addKeyValue("channel", ports.channel().code()).setCause(failure)
                .log("The delivery engine has died; restart the service");
        RunningEngine<A> dying = running;
        if (dying != null) {
            dying.giveUp();
            var unused = Thread.ofPlatform().daemon().name(ports.channel().code() + "-dying").start(this::stopQuietly);
        }
    }

    private void stopQuietly() {
        try {
            stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable RunningEngine<A> end() {
        synchronized (lock) {
            stopping.countDown();
            RunningEngine<A> ending = running;
            running = null;
            return ending;
        }
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }
}
