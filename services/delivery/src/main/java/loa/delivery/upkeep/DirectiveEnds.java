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
    /** What ended longer ago than this was ended by an earlier round. */
    private static final Duration ENDED_LATELY = Duration.ofMinutes(10);

    private final Duties duties;
    private final Endings endings;
    private final InstantSource clock;
    private boolean heldBefore;

    /** Looks after one channel. */
    public DirectiveEnds(Duties duties, Endings endings, InstantSource clock) {
        this.duties = duties;
        this.endings = endings;
        this.clock = clock;
    }

    /** One round. Returns whether there is more of the same. */
    public boolean step() {
        if (!duties.holds(DUTY)) {
            heldBefore = false;
            return false;
        }
        Instant now = clock.instant();
        Instant since = heldBefore ? now.minus(ENDED_LATELY) : Instant.EPOCH;
        int expired = endings.expire(since, now, BATCH);
        int cancelled = endings.cancel(since, now, BATCH);
        boolean more = expired >= BATCH || cancelled >= BATCH;
        heldBefore |= !more;
        return more;
    }
}
