package loa.loudspeaker.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import loa.loudspeaker.station.TimeSpan;

/** What is taken of the time, with a pause after each play. Not thread-safe. */
final class Timeline {
    private final TreeMap<Instant, Instant> taken = new TreeMap<>();
    private final Duration pause;

    Timeline(Duration pause) {
        this.pause = pause;
    }

    /** Takes this time; what is taken already may overlap it. */
    void take(TimeSpan span) {
        taken.merge(span.from(), span.to(), (a, b) -> a.isAfter(b) ? a : b);
    }

    /** The first moment within the window from which so much time is free, at a whole second. */
    Optional<Instant> firstGap(TimeSpan window, Duration length) {
        Instant at = wholeSecond(window.from());
        for (Map.Entry<Instant, Instant> play : taken.entrySet()) {
            if (!play.getKey().isBefore(at.plus(length).plus(pause))) {
                break;
            }
            Instant after = wholeSecond(play.getValue().plus(pause));
            at = after.isAfter(at) ? after : at;
        }
        return at.plus(length).isAfter(window.to()) ? Optional.empty() : Optional.of(at);
    }

    private static Instant wholeSecond(Instant time) {
        return time.getNano() == 0 ? time : Instant.ofEpochSecond(time.getEpochSecond() + 1);
    }
}
