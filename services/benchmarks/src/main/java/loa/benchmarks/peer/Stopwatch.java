package loa.benchmarks.peer;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** From the first record in hand to the last answer. Thread-safe. */
final class Stopwatch {
    private static final int LONGEST_SECONDS = 3_600;

    private final AtomicLong start = new AtomicLong();
    private final CountDownLatch answers;

    Stopwatch(int expected) {
        answers = new CountDownLatch(expected);
    }

    /** A record is in hand. */
    void begun() {
        start.compareAndSet(0, System.nanoTime());
    }

    /** One answer more. */
    void answered() {
        answers.countDown();
    }

    /** Waits for the last one; milliseconds. */
    long awaitMillis() throws InterruptedException {
        if (!answers.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("%d answers are missing".formatted(answers.getCount()));
        }
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start.get());
    }
}
