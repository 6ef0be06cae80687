package loa.loudspeaker.station;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/** A session as it stands in JSON: {@code {"days": ["mon"], "from": "05:30", "to": "06:30"}}. */
record SessionText(@Nullable List<String> days, @Nullable String from, @Nullable String to) {
    static SessionText of(Session session) {
        return new SessionText(session.days().stream().sorted().map(SessionText::code).toList(), session.from().toString(),
                session.to().toString());
    }

    /** The session; empty when it is none. */
    Optional<Session> parse() {
        Set<DayOfWeek> on = EnumSet.noneOf(DayOfWeek.class);
        for (String day : days == null ? List.<String>of() : days) {
            Optional<DayOfWeek> known = Arrays.stream(DayOfWeek.values()).filter(d -> code(d).equals(day)).findFirst();
            if (known.isEmpty()) {
                return Optional.empty();
            }
            on.add(known.get());
        }
        Optional<LocalTime> begin = HourText.parse(from);
        Optional<LocalTime> end = HourText.parse(to);
        boolean sound = !on.isEmpty() && begin.isPresent() && end.isPresent() && !begin.equals(end);
        return sound ? Optional.of(new Session(on, begin.get(), end.get())) : Optional.empty();
    }

    private static String code(DayOfWeek day) {
        return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
    }
}
