package loa.loudspeaker.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;

import org.jspecify.annotations.Nullable;

import loa.loudspeaker.station.TimeSpan;

/**
 * One play at its time.
 *
 * @param play    counted from 1 within its order and language
 * @param session the label of the session; null for an emergency
 * @param until   when it is too late to begin: the end of the session, or of the order
 */
public record Slot(OrderKey order, String language, int play, Instant start, Duration length, @Nullable String session, Instant until) {
    /** By time. */
    public static final Comparator<Slot> ORDER = Comparator.comparing(Slot::start).thenComparing(s -> s.order().directive().toString())
            .thenComparing(Slot::language).thenComparing(Slot::play);

    /** When it is on the air. */
    public TimeSpan span() {
        return new TimeSpan(start, start.plus(length));
    }

    /** Whether it is not bound to a session. */
    public boolean isEmergency() {
        return session == null;
    }
}
