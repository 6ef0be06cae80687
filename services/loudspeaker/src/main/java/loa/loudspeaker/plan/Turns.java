package loa.loudspeaker.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Which turns of an order stand, and in which sessions. Not thread-safe. */
final class Turns {
    private final List<Integer> missing;
    private final List<Slot> standing;
    private final Map<Airtime.Sitting, Integer> placed = new HashMap<>();

    Turns(Order order, List<Slot> slots) {
        this.standing = slots.stream().filter(s -> s.order().equals(order.key())).toList();
        Set<Integer> there = standing.stream().map(Slot::play).collect(Collectors.toSet());
        this.missing = IntStream.rangeClosed(1, order.turns()).filter(t -> !there.contains(t)).boxed().toList();
    }

    /** The numbers of the turns that are still to be placed. */
    List<Integer> missing() {
        return missing;
    }

    /** How many turns of the order this session has. */
    int in(Airtime.Sitting sitting) {
        return placed.computeIfAbsent(sitting, this::standingIn);
    }

    void placedIn(Airtime.Sitting sitting) {
        placed.put(sitting, in(sitting) + 1);
    }

    private int standingIn(Airtime.Sitting sitting) {
        return (int) standing.stream().filter(s -> s.span().overlaps(sitting.span())).map(Slot::play).distinct().count();
    }
}
