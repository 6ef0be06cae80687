package loa.loudspeaker.station;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/** Hours of each day in which nothing below an emergency is played. The same time twice means that there are none. */
public record QuietHours(LocalTime from, LocalTime to) {
    /** Whether there are any. */
    public boolean isNone() {
        return from.equals(to);
    }

    /** The quiet hours that begin on this day, in this zone; they may end on the next. */
    public TimeSpan on(LocalDate day, ZoneId zone) {
        LocalDate end = to.isBefore(from) ? day.plusDays(1) : day;
        return new TimeSpan(day.atTime(from).atZone(zone).toInstant(), end.atTime(to).atZone(zone).toInstant());
    }
}
