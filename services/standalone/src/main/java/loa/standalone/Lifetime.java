package loa.standalone;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Ends what was started exactly once, however the process ends short of kill -9, and within ten seconds. */
final class Lifetime implements AutoCloseable {
    private static final Duration LONGEST_END = Duration.ofSeconds(9);

    private final AutoCloseable started;
    private final AtomicBoolean ending = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile int status = 1;

    Lifetime(AutoCloseable started) {
        this.started = started;
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "loa-end"));
    }

    /** What the process has come to, even if its end should have to be cut short. */
    void cameTo(int result) {
        status = result;
    }

    /** Waits until the process is asked to end. */
    void await() {
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        if (!ending.compareAndSet(false, true)) {
            waitForTheOther();
            return;
        }
        Thread.ofPlatform().daemon().name("loa-end-limit").start(this::haltWhenItTakesTooLong);
        try {
            started.close();
        } catch (Exception e) { // the process ends anyway; what matters is that it is known
            System.getLogger(Lifetime.class.getName()).log(System.Logger.Level.ERROR, "The end was not orderly", e);
        } finally {
            ended.countDown();
        }
    }

    private void waitForTheOther() {
        try {
            if (!ended.await(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS)) {
                Runtime.getRuntime().halt(status);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void haltWhenItTakesTooLong() {
        waitForTheOther();
    }
}
