package loa.delivery.upkeep;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import loa.contract.BulletinClass;
import loa.delivery.control.ControlState;
import loa.delivery.control.Duties;
import loa.delivery.work.WorkRecords;
import loa.delivery.work.WorkTopic;

/**
 * Produces work records again that would otherwise wait for ever: unacknowledged, lost, or no longer under a halt. Waits for Kafka.
 * Used by one thread.
 */
public final class Doorbell {
    private static final Logger LOG = LoggerFactory.getLogger(Doorbell.class);
    private static final String DUTY = "doorbell";
    private static final int BATCH = 200;
    private static final Duration PATIENCE_WITH_BROKER = Duration.ofSeconds(15);
    /** The first time. A record that comes twice claims nobody twice. */
    private static final Duration PATIENCE_IN_AN_EMERGENCY = Duration.ofSeconds(2);
    private static final Duration BETWEEN_LOOKS_AT_OFFSETS = Duration.ofSeconds(10);

    private final Duties duties;
    private final ControlState controls;
    private final Work work;
    private final InstantSource clock;
    private Instant lookedAtOffsets = Instant.EPOCH;

    /** The records and where they go again. */
    public record Work(WorkRecords records, WorkTopic topic, LaneProgress progress) {}

    /** Looks after one channel. */
    public Doorbell(Duties duties, ControlState controls, Work work, InstantSource clock) {
        this.duties = duties;
        this.controls = controls;
        this.work = work;
        this.clock = clock;
    }

    /** One round. Returns whether there is more of the same. */
    public boolean step() throws InterruptedException {
        work.topic().noteAcknowledged();
        if (!duties.holds(DUTY)) {
            return false;
        }
        boolean more = ring(work.records().reopenParked(controls.halted(), clock.instant(), BATCH)) == BATCH;
        more |= ring(work.records().takeUnacknowledged(clock.instant(), PATIENCE_WITH_BROKER, PATIENCE_IN_AN_EMERGENCY, BATCH)) == BATCH;
        lookAtOffsets();
        work.topic().noteAcknowledged();
        return more;
    }

    private void lookAtOffsets() throws InterruptedException {
        Instant now = clock.instant();
        if (now.isBefore(lookedAtOffsets.plus(BETWEEN_LOOKS_AT_OFFSETS))) {
            return;
        }
        for (BulletinClass lane : BulletinClass.values()) {
            List<WorkRecords.Progress> progress = work.progress().of(lane);
            ring(work.records().takeLost(lane, progress, now, PATIENCE_WITH_BROKER, BATCH));
        }
        lookedAtOffsets = now;
    }

    private int ring(List<WorkRecords.Laned> records) {
        records.forEach(laned -> work.topic().produce(laned.lane(), laned.record()));
        if (!records.isEmpty()) {
            LOG.atInfo().addKeyValue("records", records.size()).log("Produced work records again");
        }
        return records.size();
    }
}
