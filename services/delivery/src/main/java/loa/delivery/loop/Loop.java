package loa.delivery.loop;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that runs a step again and again: at once when woken, else after its pause. A step that throws is logged and tried again
 * after a second, since what it lacks (a database, a broker) comes back. An {@link Error} ends it: memory or code is missing, and nobody
 * knows what was left undone; whoever listens is told.
 */
public final class Loop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(1);

    private final String name;
    private final Duration pause;
    private final Step step;
    private final Semaphore wakeUps = new Semaphore(0);
    private final Thread thread;
    private volatile Consumer<Throwable> listener = failure -> {
    };
    private volatile boolean stopped;

    /** What is repeated. */
    public interface Step {
        /** Does one round. Returns whether the next one should follow at once. */
        boolean run() throws InterruptedException;
    }

    /** Not started yet. The pause may be zero for a step that waits by itself. */
    public Loop(String name, Duration pause, Step step) {
        this.name = name;
        this.pause = pause;
        this.step = step;
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
    }

    /** Who is told, by the dying thread, when the loop ends unasked. To be set before the start. */
    public Loop onDeath(Consumer<Throwable> told) {
        listener = told;
        return this;
    }

    /** Starts the thread. */
    public Loop start() {
        thread.start();
        return this;
    }

    /** Ends the pause, now or the next one. */
    public void wake() {
        wakeUps.release();
    }

    /** Asks the thread to end after the current step, without waiting for it. */
    public void stop() {
        stopped = true;
        wake();
    }

    /** Whether it was asked to end. */
    public boolean isStopped() {
        return stopped;
    }

    /** {@link #stop}, and ends what the step is waiting for. */
    public void halt() {
        stop();
        thread.interrupt();
    }

    /** Waits for the thread if it was started; not for longer than this. */
    public void join(Duration patience) {
        try {
            if (thread.getState() != Thread.State.NEW && thread != Thread.currentThread() && !thread.join(patience)) {
                LOG.atWarn().addKeyValue("loop", name).log("A loop has not ended in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops, waits two seconds at most, and interrupts it then. */
    @Override
    public void close() {
        stop();
        join(Duration.ofSeconds(2));
        thread.interrupt();
    }

    private void run() {
        try {
            while (!stopped) {
                rest(once());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            die(e);
        } catch (Error e) {
            die(e);
        }
    }

    private void die(Throwable failure) {
        if (!stopped) {
            LOG.atError().addKeyValue("loop", name).setCause(failure).log("A loop has died");
            listener.accept(failure);
        }
    }

    private Duration once() throws InterruptedException {
        try {
            return step.run() ? Duration.ZERO : pause;
        } catch (RuntimeException e) {
            if (!stopped) {
                LOG.atWarn().addKeyValue("loop", name).setCause(e).log("A step failed and is tried again");
            }
            return AFTER_A_FAILURE;
        }
    }

    private void rest(Duration time) throws InterruptedException {
        if (time.isPositive() && wakeUps.tryAcquire(time.toNanos(), TimeUnit.NANOSECONDS)) {
            wakeUps.drainPermits();
        }
    }
}
