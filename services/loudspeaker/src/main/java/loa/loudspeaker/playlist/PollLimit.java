package loa.loudspeaker.playlist;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** At most one unconditional request a second for each caller and playlist. Thread-safe. */
final class PollLimit {
    private static final Duration SPACING = Duration.ofSeconds(1);
    private static final int REMEMBERED = 100_000;

    private final InstantSource clock;
    private final Map<Asked, Instant> last = new LinkedHashMap<>(1024, 0.75f, true);

    PollLimit(InstantSource clock) {
        this.clock = clock;
    }

    /** What is asked by whom. */
    record Asked(String caller, String path) {}

    /** How long to wait; empty: go on. */
    synchronized Optional<Duration> tooEarly(Asked asked) {
        Instant now = clock.instant();
        Instant before = last.get(asked);
        if (before != null && before.plus(SPACING).isAfter(now)) {
            return Optional.of(Duration.between(now, before.plus(SPACING)));
        }
        last.put(asked, now);
        if (last.size() > REMEMBERED) {
            last.remove(last.keySet().iterator().next());
        }
        return Optional.empty();
    }
}
