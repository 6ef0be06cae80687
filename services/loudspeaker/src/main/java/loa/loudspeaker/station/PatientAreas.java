package loa.loudspeaker.station;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

import loa.contract.AreaCode;

/** Waits a little for areas that are not known: whoever has just made one at the desk may be faster than the news of it. */
final class PatientAreas implements AreaPaths {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final AreaPaths areas;
    private final Duration patience;

    PatientAreas(AreaPaths areas, Duration patience) {
        this.areas = areas;
        this.patience = patience;
    }

    @Override
    public Optional<List<AreaCode>> path(AreaCode area) {
        long end = System.nanoTime() + patience.toNanos();
        Optional<List<AreaCode>> path = areas.path(area);
        while (path.isEmpty() && System.nanoTime() < end && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            path = areas.path(area);
        }
        return path;
    }
}
