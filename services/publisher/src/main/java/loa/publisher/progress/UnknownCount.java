package loa.publisher.progress;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import loa.contract.AreaCode;

/** How many deliveries wait for a person, at most five seconds old: every page of an approver asks. Thread-safe. */
public final class UnknownCount {
    private static final Duration KEPT = Duration.ofSeconds(5);
    private static final String EVERYWHERE = "";

    private final Map<String, Counted> last = new ConcurrentHashMap<>();
    private final UnknownReports reports;
    private final InstantSource clock;

    UnknownCount(UnknownReports reports, InstantSource clock) {
        this.reports = reports;
        this.clock = clock;
    }

    private record Counted(long deliveries, Instant until) {}

    /**
     * How many, in this area and below; null: everywhere.
     *
     * @throws org.springframework.dao.DataAccessException when the database does not answer
     */
    public long in(@Nullable AreaCode area) {
        String key = area == null ? EVERYWHERE : area.value();
        Counted known = last.get(key);
        Instant now = clock.instant();
        if (known != null && now.isBefore(known.until())) {
            return known.deliveries();
        }
        var counted = new Counted(reports.count(area), now.plus(KEPT));
        last.put(key, counted);
        return counted.deliveries();
    }
}
