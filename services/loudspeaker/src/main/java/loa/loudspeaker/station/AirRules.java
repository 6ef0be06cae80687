package loa.loudspeaker.station;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

/**
 * When a station may speak. An emergency is bound by none of it.
 *
 * @param dailyBudget how much may be played on one day in all, below emergencies
 */
public record AirRules(ZoneId timeZone, List<Session> sessions, QuietHours quietHours, Duration dailyBudget) {
    /** Copies the sessions. */
    public AirRules {
        if (dailyBudget.isNegative()) {
            throw new IllegalArgumentException("dailyBudget must not be negative, but was " + dailyBudget);
        }
        sessions = List.copyOf(sessions);
    }
}
