package loa.push.topic;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Whether changes of topics should wait because an emergency goes out. Told by the gauges that each engine keeps of its emergency lane:
 * they are there without a new port, and in one process for all channels they show the texts and the loudspeakers too, which share the
 * processor. Never longer than a minute at a stretch: a device that is in no topic yet would miss the routine directives. For one thread.
 */
public final class EmergencyPause {
    /** Between two sends both gauges may stand at zero. */
    private static final Duration ECHO = Duration.ofSeconds(3);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final MeterRegistry meters;
    private final InstantSource clock;
    private Instant lastSeen = Instant.MIN;
    private Instant began = Instant.MIN;

    /** Looks into this registry. */
    public EmergencyPause(MeterRegistry meters, InstantSource clock) {
        this.meters = meters;
        this.clock = clock;
    }

    /** Whether to wait now; asked about once a second. */
    boolean holds() {
        Instant now = clock.instant();
        boolean resting = now.isAfter(lastSeen.plus(ECHO));
        if (isSomethingGoingOut()) {
            began = resting ? now : began;
            lastSeen = now;
        } else if (resting) {
            return false;
        }
        return now.isBefore(began.plus(LONGEST));
    }

    /** In flight, or planned and not yet read from the lane's topic. */
    private boolean isSomethingGoingOut() {
        return isPositive("loa.delivery.in.flight") || isPositive("loa.delivery.lag");
    }

    private boolean isPositive(String gauge) {
        return meters.find(gauge).tag("lane", "emergency").gauges().stream().mapToDouble(Gauge::value).anyMatch(value -> value > 0);
    }
}
