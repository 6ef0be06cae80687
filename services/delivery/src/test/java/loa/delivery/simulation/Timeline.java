package loa.delivery.simulation;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;

/** True time, which only this moves, and what is to happen: what is due at the same moment comes in an order left to chance. */
final class Timeline {
    private final PriorityQueue<Event> events = new PriorityQueue<>(
            Comparator.comparingLong(Event::at).thenComparingLong(Event::tie).thenComparingLong(Event::number));
    private final RandomGenerator random;
    private long now;
    private long number;

    private record Event(long at, long tie, long number, Runnable happens) {}

    Timeline(RandomGenerator random) {
        this.random = random;
    }

    /** Nanoseconds since the beginning. */
    long now() {
        return now;
    }

    Duration passed() {
        return Duration.ofNanos(now);
    }

    void in(Duration delay, Runnable happens) {
        at(now + Math.max(0, delay.toNanos()), happens);
    }

    void at(long moment, Runnable happens) {
        events.add(new Event(Math.max(now, moment), random.nextLong(), number++, happens));
    }

    /** Lets the next thing happen; false when there is nothing any more. */
    boolean step() {
        Event next = events.poll();
        if (next == null) {
            return false;
        }
        now = next.at();
        next.happens().run();
        return true;
    }
}
