package loa.sms.twilio;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Lets at most so many pass in a second, evenly, in the order of asking. Thread-safe. */
final class Pace {
    private final long nanosBetween;
    private final AtomicLong next = new AtomicLong(System.nanoTime());

    Pace(int perSecond) {
        this.nanosBetween = Duration.ofSeconds(1).toNanos() / perSecond;
    }

    /** Waits for one's turn. */
    void await() throws InterruptedException {
        long now = System.nanoTime();
        long turn = next.getAndUpdate(n -> Math.max(n, now) + nanosBetween);
        TimeUnit.NANOSECONDS.sleep(turn - now);
    }
}
