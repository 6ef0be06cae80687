package loa.delivery.loop;

import java.time.Duration;

/**
 * A moment by which several things have to be over together, by the clock that no one sets.
 *
 * @param at as {@link System#nanoTime} says it
 */
public record Deadline(long at) {
    /** From now on. */
    public static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** What is left of it; zero when it has passed. */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, at - System.nanoTime()));
    }

    /** What is left, but not more than this. */
    public Duration leftAtMost(Duration most) {
        Duration left = left();
        return left.compareTo(most) < 0 ? left : most;
    }
}
