package loa.loudspeaker.station;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;

/**
 * Air time that comes again on days of the week. One whose {@code to} lies before its {@code from} ends on the next day.
 *
 * @param days the days on which it begins
 */
public record Session(Set<DayOfWeek> days, LocalTime from, LocalTime to) {
    /** Refuses a session that never takes place or has no length. */
    public Session {
        if (days.isEmpty()) {
            throw new IllegalArgumentException("a session needs at least one day");
        }
        if (from.equals(to)) {
            throw new IllegalArgumentException("a session must not end when it begins, at " + from);
        }
        days = Set.copyOf(days);
    }

    /** As it stands in playlists: {@code 17:00-18:00}. */
    public String label() {
        return from + "-" + to;
    }

    /** Whether one begins on this day. */
    public boolean isOn(LocalDate day) {
        return days.contains(day.getDayOfWeek());
    }

    /** The session that begins on this day, in this zone. */
    public TimeSpan on(LocalDate day, ZoneId zone) {
        LocalDate end = to.isAfter(from) ? day : day.plusDays(1);
        return new TimeSpan(day.atTime(from).atZone(zone).toInstant(), end.atTime(to).atZone(zone).toInstant());
    }
}
