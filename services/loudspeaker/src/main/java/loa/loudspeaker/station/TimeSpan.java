package loa.loudspeaker.station;

import java.time.Duration;
import java.time.Instant;

/** A stretch of time, {@code from} included, {@code to} not. */
public record TimeSpan(Instant from, Instant to) {
    /** Refuses an end before the start; an empty span is allowed. */
    public TimeSpan {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("to %s must not be before from %s".formatted(to, from));
        }
    }

    /** How long it is. */
    public Duration length() {
        return Duration.between(from, to);
    }

    /** Whether nothing fits into it. */
    public boolean isEmpty() {
        return from.equals(to);
    }

    /** Whether the two have a moment in common. */
    public boolean overlaps(TimeSpan other) {
        return from.isBefore(other.to) && other.from.isBefore(to);
    }
}
