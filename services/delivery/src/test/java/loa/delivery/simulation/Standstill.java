package loa.delivery.simulation;

import java.time.Duration;

/**
 * No process stands still: while something waits in it that it may send, a permit is given within a bounded time, whatever the provider
 * has answered before. Counted is only time in which it looks and may act.
 */
final class Standstill {
    /** Half a minute is the longest pause between two tries; before it, the one that tried may have taken the longest send. */
    private static final Duration LONGEST = Duration.ofSeconds(30).plus(Scenario.TIME_LIMIT).plusSeconds(8);
    private static final long AT_ONCE = Duration.ofSeconds(1).toNanos();

    private long last;
    private long stoodStill;

    /** A permit was given. */
    void granted() {
        stoodStill = 0;
    }

    /** Has given all permits that could be given at this moment. */
    void look(long now, boolean isWaiting, boolean mayAct) {
        long passed = Math.min(now - last, AT_ONCE);
        last = now;
        if (!isWaiting) {
            stoodStill = 0;
        } else if (mayAct) {
            stoodStill += passed;
        }
        if (stoodStill > LONGEST.toNanos()) {
            throw new Violation("a process that may act gave no permit for %s, and something waits".formatted(LONGEST));
        }
    }
}
