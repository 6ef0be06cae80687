package loa.publisher.deadletter;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * How many letters nobody has decided about, at most five seconds old: every page of an administrator and every scrape asks. The gauge
 * {@code loa.dead.letters.open} says the same; it has no value while the database does not answer. Thread-safe.
 */
public final class OpenLetters {
    private static final Logger log = LoggerFactory.getLogger(OpenLetters.class);
    private static final Duration KEPT = Duration.ofSeconds(5);

    private final AtomicReference<@Nullable Counted> last = new AtomicReference<>();
    private final LetterStore store;
    private final InstantSource clock;

    OpenLetters(LetterStore store, InstantSource clock, MeterRegistry meters) {
        this.store = store;
        this.clock = clock;
        Gauge.builder("loa.dead.letters.open", this, OpenLetters::gauge).description("Refused records that nobody has decided about")
                .register(meters);
    }

    private record Counted(long letters, Instant until) {}

    /**
     * How many.
     *
     * @throws DataAccessException when the database does not answer
     */
    public long count() {
        Counted known = last.get();
        Instant now = clock.instant();
        if (known != null && now.isBefore(known.until())) {
            return known.letters();
        }
        var counted = new Counted(store.open(), now.plus(KEPT));
        last.set(counted);
        return counted.letters();
    }

    /** Something has changed: the next one who asks gets what is. */
    void forget() {
        last.set(null);
    }

    private double gauge() {
        try {
            return count();
        } catch (DataAccessException e) {
            log.atDebug().setCause(e).log("Open dead letters cannot be counted.");
            return Double.NaN;
        }
    }
}
