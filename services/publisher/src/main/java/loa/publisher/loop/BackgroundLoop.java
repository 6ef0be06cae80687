package loa.publisher.loop;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** One virtual thread that takes turn after turn between start and stop of the service. A turn that fails is logged and tried again. */
public final class BackgroundLoop implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(BackgroundLoop.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);
    private static final Duration TO_STOP = Duration.ofSeconds(5);

    private final String name;
    private final Turn turn;
    private final Duration afterFailure;
    private final Semaphore rest = new Semaphore(0);
    private volatile @Nullable Thread thread;

    /**
     * @param name of the thread
     */
    public BackgroundLoop(String name, Turn turn) {
        this(name, turn, AFTER_FAILURE);
    }

    BackgroundLoop(String name, Turn turn, Duration afterFailure) {
        this.name = name;
        this.turn = turn;
        this.afterFailure = afterFailure;
    }

    /** One turn of a loop. */
    @FunctionalInterface
    public interface Turn {
        /** Does what is due and answers how long to rest until the next turn. */
        Duration take() throws InterruptedException;
    }

    @Override
    public void start() {
        rest.drainPermits();
        // Known before it runs, since it goes on only as long as it is known.
        Thread started = Thread.ofVirtual().name(name).unstarted(this::run);
        thread = started;
        started.start();
    }

    private void run() {
        try {
            while (isRunning()) {
                Duration pause = takeTurn();
                if (isRunning()) {
                    boolean _ = rest.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration takeTurn() throws InterruptedException {
        try {
            return turn.take();
        } catch (InterruptedException e) {
            throw e;
        } catch (Throwable e) {
            // PostgreSQL or Kafka may be away, or memory short; the loop must still be here when they come back.
            if (isRunning()) {
                log.atError().addKeyValue("loop", name).setCause(e).log("A background loop failed and goes on.");
            }
            return afterFailure;
        }
    }

    @Override
    public void stop() {
        Thread running = thread;
        thread = null;
        if (running == null) {
            return;
        }
        // Not interrupted in its turn: that would break the connection that it is using.
        rest.release();
        try {
            if (!running.join(TO_STOP)) {
                running.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs before the first request comes and until the last one is answered. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 10_000;
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
