package loa.loudspeaker.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import loa.loudspeaker.station.AirRules;

/**
 * Decides what a station plays when. Pure: the same arguments give the same plan, at any time and on any machine. Thread-safe.
 *
 * <ul>
 * <li>An emergency begins at once, over everything else, turn after turn with a short pause; two emergencies follow one another. Neither
 * sessions nor quiet hours nor the budget bind it.
 * <li>Everything else is played in sessions, outside the quiet hours, within the budget of the day on which it begins, and ends before it
 * expires. Priority comes before routine, the earlier issue before the later.
 * <li>Turns are spread: one in each session, beginning with the next, because whoever missed the morning hears the evening; only when the
 * sessions before the end are used up does a session get a second turn of the same order.
 * <li>The parts of a turn (languages) follow one another in one stretch.
 * <li>What has begun, or been played, stands: it takes time and counts as a turn, and nothing but an emergency overlaps it.
 * </ul>
 */
public final class Planner {
    /** Between two plays; enough to hear that something else begins. */
    static final Duration PAUSE = Duration.ofSeconds(3);

    /**
     * Plans from {@code now} on.
     *
     * @param standing plays that must stay as they are, also those of orders that are not among {@code orders}
     */
    public Plan plan(AirRules rules, List<Order> orders, List<Slot> standing, Instant now) {
        var board = new Board(rules, standing, now);
        List<Plan.Unplaced> unplaced = new ArrayList<>();
        for (Order order : orders.stream().sorted(Order.PRECEDENCE).toList()) {
            board.place(order).ifPresent(reason -> unplaced.add(new Plan.Unplaced(order.key(), reason)));
        }
        return new Plan(board.slots(), unplaced);
    }
}
