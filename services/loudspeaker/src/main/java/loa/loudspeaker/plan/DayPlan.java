package loa.loudspeaker.plan;

import java.time.Instant;
import java.util.List;

/**
 * What stands in the database for one station and one day.
 *
 * @param items    by time; none of them withdrawn
 * @param unplaced what has no place, or not wholly
 * @param inForce  what was placed, on whatever day it is played
 */
public record DayPlan(long version, Instant plannedAt, boolean halted, List<PlanItem> items, List<Plan.Unplaced> unplaced,
        List<OrderKey> inForce) {
    /** Copies the lists. */
    public DayPlan {
        items = List.copyOf(items);
        unplaced = List.copyOf(unplaced);
        inForce = List.copyOf(inForce);
    }
}
