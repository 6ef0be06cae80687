package loa.loudspeaker.plan;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import loa.loudspeaker.station.AirRules;
import loa.loudspeaker.station.QuietHours;
import loa.loudspeaker.station.Session;
import loa.loudspeaker.station.TimeSpan;

/** The sessions of a station from some day on, found day by day as far as somebody asks. Not thread-safe. */
final class Airtime {
    private final AirRules rules;
    private final List<Sitting> sittings = new ArrayList<>();
    private LocalDate nextDay;

    /** Begins a day earlier, since a session may last over midnight. */
    Airtime(AirRules rules, Instant from) {
        this.rules = rules;
        this.nextDay = LocalDate.ofInstant(from, rules.timeZone()).minusDays(1);
    }

    /** All that begin before {@code end}, by time; those that were over before the start are among them. */
    List<Sitting> until(Instant end) {
        LocalDate last = LocalDate.ofInstant(end, rules.timeZone());
        while (!nextDay.isAfter(last)) {
            LocalDate day = nextDay;
            rules.sessions().stream().filter(s -> s.isOn(day)).map(s -> sitting(s, day))
                    .sorted(Comparator.comparing(s -> s.span().from())).forEach(sittings::add);
            nextDay = nextDay.plusDays(1);
        }
        return sittings.stream().filter(s -> s.span().from().isBefore(end)).toList();
    }

    private Sitting sitting(Session session, LocalDate day) {
        TimeSpan span = session.on(day, rules.timeZone());
        return new Sitting(session.label(), span, audible(span, day));
    }

    private List<TimeSpan> audible(TimeSpan span, LocalDate day) {
        QuietHours quiet = rules.quietHours();
        if (quiet.isNone()) {
            return List.of(span);
        }
        ZoneId zone = rules.timeZone();
        List<TimeSpan> left = List.of(span);
        for (LocalDate d = day.minusDays(1); !d.isAfter(day.plusDays(1)); d = d.plusDays(1)) {
            TimeSpan hours = quiet.on(d, zone);
            left = left.stream().flatMap(s -> without(s, hours)).toList();
        }
        return left;
    }

    private static Stream<TimeSpan> without(TimeSpan span, TimeSpan cut) {
        if (!span.overlaps(cut)) {
            return Stream.of(span);
        }
        Stream.Builder<TimeSpan> left = Stream.builder();
        if (span.from().isBefore(cut.from())) {
            left.add(new TimeSpan(span.from(), cut.from()));
        }
        if (cut.to().isBefore(span.to())) {
            left.add(new TimeSpan(cut.to(), span.to()));
        }
        return left.build();
    }

    /**
     * A session on its day.
     *
     * @param audible what of it lies outside the quiet hours
     */
    record Sitting(String label, TimeSpan span, List<TimeSpan> audible) {}
}
