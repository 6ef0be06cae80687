package loa.loudspeaker.plan;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import loa.loudspeaker.station.AirRules;
import loa.loudspeaker.station.TimeSpan;

/** A plan in the making. Orders must come in their precedence. Not thread-safe. */
final class Board {
    private final AirRules rules;
    private final Instant now;
    private final List<Slot> slots;
    private final Airtime airtime;
    /** Emergencies know only each other; all else keeps clear of both. */
    private final Timeline emergencies = new Timeline(Planner.PAUSE);
    private final Timeline everything = new Timeline(Planner.PAUSE);
    private final Map<LocalDate, Duration> spent = new HashMap<>();

    Board(AirRules rules, List<Slot> standing, Instant now) {
        this.rules = rules;
        this.now = now;
        this.slots = new ArrayList<>();
        this.airtime = new Airtime(rules, now);
        standing.forEach(this::add);
    }

    List<Slot> slots() {
        return slots.stream().sorted(Slot.ORDER).toList();
    }

    /** Places what is missing of the order; the reason when not all of it could be placed. */
    Optional<Reason> place(Order order) {
        var turns = new Turns(order, slots);
        if (turns.missing().isEmpty()) {
            return Optional.empty();
        }
        Instant from = order.notBefore().isAfter(now) ? order.notBefore() : now;
        if (!from.isBefore(order.notAfter())) {
            return Optional.of(Reason.EXPIRED);
        }
        TimeSpan validity = new TimeSpan(from, order.notAfter());
        return order.interrupts() ? placeAtOnce(order, turns, validity) : placeInSessions(order, turns, validity);
    }

    private Optional<Reason> placeAtOnce(Order order, Turns turns, TimeSpan validity) {
        // The clock's fraction is cut off where that does not lie before the order takes effect: "now" is not a second from now.
        Instant whole = Instant.ofEpochSecond(validity.from().getEpochSecond());
        TimeSpan window = whole.isBefore(order.notBefore()) ? validity : new TimeSpan(whole, validity.to());
        for (int turn : turns.missing()) {
            Optional<Instant> start = emergencies.firstGap(window, lengthOf(order.turn(turn)));
            if (start.isEmpty()) {
                return Optional.of(Reason.EXPIRED);
            }
            addTurn(order, turn, start.get(), null, order.notAfter());
        }
        return Optional.empty();
    }

    private Optional<Reason> placeInSessions(Order order, Turns turns, TimeSpan validity) {
        List<Airtime.Sitting> sittings = airtime.until(validity.to()).stream().filter(s -> s.span().overlaps(validity)).toList();
        var search = new Search(everything, rules, spent, validity);
        for (int turn : turns.missing()) {
            Optional<Search.Place> place = search.find(sittings, turns, lengthOf(order.turn(turn)));
            if (place.isEmpty()) {
                return Optional.of(search.reason());
            }
            Airtime.Sitting sitting = place.get().sitting();
            Instant until = sitting.span().to().isBefore(order.notAfter()) ? sitting.span().to() : order.notAfter();
            turns.placedIn(sitting);
            addTurn(order, turn, place.get().start(), sitting.label(), until);
        }
        return Optional.empty();
    }

    private void addTurn(Order order, int turn, Instant start, @Nullable String session, Instant until) {
        Instant at = start;
        for (Order.Part part : order.turn(turn)) {
            add(new Slot(order.key(), part.language(), turn, at, part.length(), session, until));
            at = at.plus(part.length()).plus(Planner.PAUSE);
        }
    }

    private void add(Slot slot) {
        slots.add(slot);
        everything.take(slot.span());
        if (slot.isEmergency()) {
            emergencies.take(slot.span());
            return;
        }
        spent.merge(LocalDate.ofInstant(slot.start(), rules.timeZone()), slot.length(), Duration::plus);
    }

    private static Duration lengthOf(List<Order.Part> parts) {
        Duration pauses = Planner.PAUSE.multipliedBy(parts.size() - 1L);
        return parts.stream().map(Order.Part::length).reduce(pauses, Duration::plus);
    }
}
