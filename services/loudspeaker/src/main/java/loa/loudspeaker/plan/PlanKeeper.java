package loa.loudspeaker.plan;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import loa.delivery.Controls;
import loa.loudspeaker.station.StationHealth;

/** Keeps plans true while time goes on: carries out cancels and halts as soon as they are known, and looks after the rest every few seconds. */
final class PlanKeeper implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(PlanKeeper.class);
    private static final Duration PERIOD = Duration.ofSeconds(5);

    private final Withdrawals withdrawals;
    private final Lateness lateness;
    private final StationHealth health;
    private final Semaphore wanted = new Semaphore(0);
    private volatile boolean running;

    PlanKeeper(Withdrawals withdrawals, Lateness lateness, StationHealth health, Controls controls) {
        this.withdrawals = withdrawals;
        this.lateness = lateness;
        this.health = health;
        controls.onChange(wanted::release);
    }

    @Override
    public void start() {
        running = true;
        Thread.ofVirtual().name("loudspeaker-plan-keeper").start(this::keep);
    }

    @Override
    public void stop() {
        running = false;
        wanted.release();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void keep() {
        while (running) {
            attempt("withdrawals", withdrawals::carryOut);
            attempt("passed", lateness::closePassed);
            attempt("missed", lateness::reportMissed);
            attempt("health", health::writeDown);
            pause();
        }
    }

    private void pause() {
        try {
            if (wanted.tryAcquire(PERIOD.toMillis(), TimeUnit.MILLISECONDS)) {
                wanted.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }

    /** The outermost loop: whatever happens in one step, the others and the next round come. */
    private void attempt(String step, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            if (running) {
                LOG.atError().addKeyValue("step", step).setCause(e).log("A step of keeping the plans failed; it comes again.");
            }
        }
    }
}
