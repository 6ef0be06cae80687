package loa.delivery.upkeep;

import java.time.InstantSource;
import java.util.Optional;
import java.util.Queue;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import loa.delivery.control.Duties;
import loa.delivery.ledger.Takeover;

/** Buries instances that died. Needs PostgreSQL alone, so it waits for nothing else. Used by one thread. */
public final class Burials {
    private static final Logger LOG = LoggerFactory.getLogger(Burials.class);
    private static final String DUTY = "burials";

    private final Duties duties;
    private final Takeover takeover;
    private final Queue<Integer> lapsed;
    private final InstantSource clock;

    /**
     * Looks after one channel.
     *
     * @param lapsed numbers of this instance that are dead: buried here, since the heartbeat must not wait for it
     */
    public Burials(Duties duties, Takeover takeover, Queue<Integer> lapsed, InstantSource clock) {
        this.duties = duties;
        this.takeover = takeover;
        this.lapsed = lapsed;
        this.clock = clock;
    }

    /** Buries one's own numbers, and one of another instance. Returns whether there was one: there may be more. */
    public boolean step() {
        for (Integer number = lapsed.peek(); number != null; number = lapsed.peek()) {
            takeover.buryOneself(number, clock.instant());
            lapsed.remove(number);
        }
        if (!duties.holds(DUTY)) {
            return false;
        }
        Optional<Integer> left = takeover.buryOneDead(clock.instant());
        left.ifPresent(unknown -> LOG.atWarn().addKeyValue("unknown", unknown)
                .log("An instance died; what it was sending is unknown"));
        return left.isPresent();
    }
}
