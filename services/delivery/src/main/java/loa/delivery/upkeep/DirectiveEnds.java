package loa.delivery.upkeep;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import loa.delivery.control.Duties;
import loa.delivery.ledger.Endings;

/** Ends what waits for another attempt with its directive. Needs PostgreSQL alone, so it waits for nothing else. Used by one thread. */
public final class DirectiveEnds {
    private static final String DUTY = "ends";
    private static final int BATCH = 1_000;
    /** What ended longer than this before the last round was ended by it; clocks of machines differ by less. */
    private static final Duration ENDED_LATELY = Duration.ofMinutes(10);

    private final Duties duties;
    private final Endings endings;
    private final InstantSource clock;
    /** When everything was ended; the beginning of time when that was not here. */
    private Instant lastRound = Instant.EPOCH;

    /** Looks after one channel. */
    public DirectiveEnds(Duties duties, Endings endings, InstantSource clock) {
        this.duties = duties;
        this.endings = endings;
        this.clock = clock;
    }

    /** One round. Returns whether there is more of the same. */
    public boolean step() {
        if (!duties.holds(DUTY)) {
            lastRound = Instant.EPOCH;
            return false;
        }
        Instant now = clock.instant();
        // from the last round on and not from now: this process may have slept, or its clock been set
        Instant since = lastRound.equals(Instant.EPOCH) ? lastRound : earlier(lastRound, now).minus(ENDED_LATELY);
        int expired = endings.expire(since, now, BATCH);
        int cancelled = endings.cancel(since, now, BATCH);
        boolean more = expired >= BATCH || cancelled >= BATCH;
        if (!more) {
            lastRound = now;
        }
        return more;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
