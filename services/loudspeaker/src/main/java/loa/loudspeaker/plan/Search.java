package loa.loudspeaker.plan;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import loa.loudspeaker.station.AirRules;
import loa.loudspeaker.station.TimeSpan;

/** Looks for the place of one turn, and remembers what was in the way. Not thread-safe. */
final class Search {
    private final Timeline timeline;
    private final AirRules rules;
    private final Map<LocalDate, Duration> spent;
    private final TimeSpan validity;
    private boolean heard;
    private boolean sat;
    private boolean spentUp;

    Search(Timeline timeline, AirRules rules, Map<LocalDate, Duration> spent, TimeSpan validity) {
        this.timeline = timeline;
        this.rules = rules;
        this.spent = spent;
        this.validity = validity;
    }

    /** The earliest place in the sessions that have the fewest turns. */
    Optional<Place> find(List<Airtime.Sitting> sittings, Turns turns, Duration length) {
        int most = sittings.stream().mapToInt(turns::in).max().orElse(0);
        for (int level = 0; level <= most; level++) {
            for (Airtime.Sitting sitting : sittings) {
                Optional<Place> place = turns.in(sitting) == level ? in(sitting, length) : Optional.empty();
                if (place.isPresent()) {
                    return place;
                }
            }
        }
        return Optional.empty();
    }

    /** Why the last search found nothing: what was nearest to success. */
    Reason reason() {
        if (spentUp) {
            return Reason.BUDGET;
        }
        return sat && !heard ? Reason.QUIET_HOURS : Reason.NO_SESSION;
    }

    private Optional<Place> in(Airtime.Sitting sitting, Duration length) {
        sat = true;
        for (TimeSpan audible : sitting.audible()) {
            if (!audible.overlaps(validity)) {
                continue;
            }
            heard = true;
            Optional<Instant> start = timeline.firstGap(intersection(audible, validity), length);
            if (start.isPresent() && isAffordable(start.get(), length)) {
                return Optional.of(new Place(sitting, start.get()));
            }
        }
        return Optional.empty();
    }

    private boolean isAffordable(Instant start, Duration length) {
        Duration before = spent.getOrDefault(LocalDate.ofInstant(start, rules.timeZone()), Duration.ZERO);
        boolean affordable = before.plus(length).compareTo(rules.dailyBudget()) <= 0;
        spentUp |= !affordable;
        return affordable;
    }

    private static TimeSpan intersection(TimeSpan a, TimeSpan b) {
        return new TimeSpan(a.from().isAfter(b.from()) ? a.from() : b.from(), a.to().isBefore(b.to()) ? a.to() : b.to());
    }

    /** Where and when a turn may begin. */
    record Place(Airtime.Sitting sitting, Instant start) {}
}
