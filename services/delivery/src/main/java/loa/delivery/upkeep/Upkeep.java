package loa.delivery.upkeep;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import loa.contract.BulletinClass;
import loa.delivery.control.ControlState;
import loa.delivery.control.Duties;
import loa.delivery.ledger.Endings;
import loa.delivery.ledger.Takeover;
import loa.delivery.work.WorkProducer;
import loa.delivery.work.WorkRecords;

/** One round after the other brings back what would otherwise wait for ever. Every act is claimed in the database. Used by one thread. */
public final class Upkeep {
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final String DUTY = "upkeep";
    private static final int BATCH = 200;
    private static final int ENDINGS = 1_000;
    private static final Duration PATIENCE_WITH_BROKER = Duration.ofSeconds(15);
    private static final Duration BETWEEN_LOOKS_AT_OFFSETS = Duration.ofSeconds(10);
    /** What ended longer ago than this was ended by an earlier round. */
    private static final Duration ENDED_LATELY = Duration.ofMinutes(10);

    private final Duties duties;
    private final ControlState controls;
    private final Work work;
    private final Ledger ledger;
    private final InstantSource clock;
    private Instant lookedAtOffsets = Instant.EPOCH;
    private boolean heldBefore;

    /** The records and where they go again. */
    public record Work(WorkRecords records, WorkProducer producer, LaneProgress progress) {}

    /** What upkeep does to the ledger. */
    public record Ledger(Takeover takeover, Endings endings) {}

    /** Looks after one channel. */
    public Upkeep(Duties duties, ControlState controls, Work work, Ledger ledger, InstantSource clock) {
        this.duties = duties;
        this.controls = controls;
        this.work = work;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** One round. Returns whether there is more of the same. */
    public boolean step() throws InterruptedException {
        if (!duties.holds(DUTY)) {
            heldBefore = false;
            return false;
        }
        buryTheDead();
        boolean more = end();
        more |= produceAgain(work.records().reopenParked(controls.halted(), clock.instant(), BATCH)) == BATCH;
        more |= produceAgain(work.records().takeUnacknowledged(clock.instant(), PATIENCE_WITH_BROKER, BATCH)) == BATCH;
        lookAtOffsets();
        work.producer().noteAcknowledged();
        return more;
    }

    private void buryTheDead() {
        for (Optional<Integer> left = ledger.takeover().buryOneDead(clock.instant()); left.isPresent(); left = ledger.takeover()
                .buryOneDead(clock.instant())) {
            LOG.atWarn().addKeyValue("unknown", left.get()).log("An instance died; what it was sending is unknown");
        }
    }

    private boolean end() {
        Instant now = clock.instant();
        Instant since = heldBefore ? now.minus(ENDED_LATELY) : Instant.EPOCH;
        int expired = ledger.endings().expire(since, now, ENDINGS);
        int cancelled = ledger.endings().cancel(since, now, ENDINGS);
        boolean more = expired >= ENDINGS || cancelled >= ENDINGS;
        heldBefore |= !more;
        return more;
    }

    private void lookAtOffsets() throws InterruptedException {
        Instant now = clock.instant();
        if (now.isBefore(lookedAtOffsets.plus(BETWEEN_LOOKS_AT_OFFSETS))) {
            return;
        }
        for (BulletinClass lane : BulletinClass.values()) {
            List<WorkRecords.Progress> progress = work.progress().of(lane);
            produceAgain(work.records().takeLost(lane, progress, now, PATIENCE_WITH_BROKER, BATCH));
        }
        lookedAtOffsets = now;
    }

    private int produceAgain(List<WorkRecords.Laned> records) {
        records.forEach(laned -> work.producer().produce(laned.lane(), laned.record()));
        if (!records.isEmpty()) {
            LOG.atInfo().addKeyValue("records", records.size()).log("Produced work records again");
        }
        return records.size();
    }
}
