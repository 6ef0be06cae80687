package loa.delivery.loop;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that runs a step again and again: at once when woken, else after its pause. A step that throws is logged and tried again
 * after a second, since what it lacks (a database, a broker) comes back; the loop itself never ends before it is stopped.
 */
public final class Loop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(1);

    private final String name;
    private final Duration pause;
    private final Step step;
    private final Semaphore wakeUps = new Semaphore(0);
    private final Thread thread;
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

    /** Waits for the thread; interrupts it when it takes longer. */
    public void join(Duration patience) {
        try {
            if (!thread.join(patience)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops and waits two seconds at most. */
    @Override
    public void close() {
        stop();
        join(Duration.ofSeconds(2));
    }

    private void run() {
        try {
            while (!stopped) {
                rest(once());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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
