package loa.loudspeaker.plan;

import java.util.List;

/**
 * What the planner found.
 *
 * @param slots    all plays, those that stood already and the new ones, by time
 * @param unplaced the orders of which at least one play is missing
 */
public record Plan(List<Slot> slots, List<Unplaced> unplaced) {
    /** Copies the lists. */
    public Plan {
        slots = List.copyOf(slots);
        unplaced = List.copyOf(unplaced);
    }

    /** Whether every play of this order stands. */
    public boolean isComplete(OrderKey order) {
        return unplaced.stream().noneMatch(u -> u.order().equals(order));
    }

    /** An order that could not be placed, or not wholly. */
    public record Unplaced(OrderKey order, Reason reason) {}
}
