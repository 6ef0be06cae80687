package loa.loudspeaker.station;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** A station as somebody wants it to be; what is null is as usual. */
record StationForm(@Nullable String name, @Nullable String area, @Nullable String kind, @Nullable String timeZone,
        @Nullable List<SessionText> sessions, @Nullable QuietHoursText quietHours, @Nullable Integer dailyBudgetMinutes,
        @Nullable VolumeText volume) {

    record QuietHoursText(@Nullable String from, @Nullable String to) {}

    record VolumeText(@Nullable Integer routine, @Nullable Integer priority, @Nullable Integer emergency) {}
}
