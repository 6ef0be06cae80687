package loa.sms.area;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import loa.contract.Area;
import loa.contract.AreaCode;
import loa.delivery.desk.AreaDirectory;

/**
 * Areas reach this service by Kafka, a moment after the desk has answered whoever brought them; so one that is not known is waited for before
 * somebody is told that there is none. For one request, or one file; not thread-safe.
 */
public final class PatientAreas implements AreaDirectory {
    private static final Duration STEP = Duration.ofMillis(50);

    private final AreaDirectory areas;
    private long nanosLeft;

    /**
     * Asks these.
     *
     * @param patience how long is waited at most, for all unknown areas together
     */
    public PatientAreas(AreaDirectory areas, Duration patience) {
        this.areas = areas;
        this.nanosLeft = patience.toNanos();
    }

    @Override
    public Optional<Area> find(AreaCode code) {
        Optional<Area> area = areas.find(code);
        while (area.isEmpty() && nanosLeft > 0 && pause()) {
            area = areas.find(code);
        }
        return area;
    }

    private boolean pause() {
        nanosLeft -= STEP.toNanos();
        try {
            TimeUnit.NANOSECONDS.sleep(STEP.toNanos());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
