package loa.delivery.upkeep;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import loa.delivery.control.Duties;
import loa.delivery.ledger.sql.Months;

/** Makes the ledger's partitions ahead of time and drops those that are kept long enough. Used by one thread. */
public final class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final String DUTY = "retention";
    private static final int AHEAD = 2;
    private static final Duration BETWEEN_LOOKS = Duration.ofHours(1);

    private final Duties duties;
    private final Months months;
    private final int kept;
    private final InstantSource clock;
    private Instant next = Instant.EPOCH;

    /**
     * Looks after one channel.
     *
     * @param kept months behind the running one of which deliveries, attempts, receipts and work records are kept; counts are kept for ever
     */
    public Retention(Duties duties, Months months, int kept, InstantSource clock) {
        if (kept < 1) {
            throw new IllegalArgumentException("at least one month must be kept, but was " + kept);
        }
        this.duties = duties;
        this.months = months;
        this.kept = kept;
        this.clock = clock;
    }

    /** One look an hour. Never more of the same. */
    public boolean step() {
        Instant now = clock.instant();
        if (now.isBefore(next) || !duties.holds(DUTY)) {
            return false;
        }
        YearMonth month = YearMonth.from(now.atOffset(ZoneOffset.UTC));
        months.keep(month, AHEAD);
        int dropped = months.drop(month.minusMonths(kept), now);
        if (dropped > 0) {
            LOG.atInfo().addKeyValue("partitions", dropped).log("Dropped what is kept no longer");
        }
        next = now.plus(BETWEEN_LOOKS);
        return false;
    }
}
