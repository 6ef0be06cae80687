package loa.delivery.pace;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import loa.contract.BulletinClass;

/**
 * Which lane is next, and how many slots each holds. Emergencies come before priority, priority before routine; the lower lanes together
 * never hold the slots that are reserved for emergencies; and while a higher lane lasts each waiting lower one gets every twentieth
 * permit, if it may hold another slot. Not thread-safe.
 */
final class Turns {
    /** A lane that was passed over so often in a row is next, or as soon as it may hold a slot. */
    private static final int PASSED_OVER_AT_MOST = 19;

    private final PaceSettings settings;
    private final Map<BulletinClass, Integer> inFlight = new EnumMap<>(BulletinClass.class);
    private final Map<BulletinClass, Integer> passedOver = new EnumMap<>(BulletinClass.class);

    /** Nothing is in flight yet. */
    Turns(PaceSettings settings) {
        this.settings = settings;
        for (BulletinClass lane : BulletinClass.values()) {
            inFlight.put(lane, 0);
            passedOver.put(lane, 0);
        }
    }

    /** Whose turn it is of those that wait; null: none of them may hold another slot. */
    @Nullable
    BulletinClass next(Set<BulletinClass> waiting) {
        BulletinClass overdue = overdue(waiting);
        if (overdue != null) {
            return overdue;
        }
        for (BulletinClass lane : BulletinClass.values()) {
            if (waiting.contains(lane) && hasSlot(lane)) {
                return lane;
            }
        }
        return null;
    }

    /** The lane takes its turn, and with it a slot; the lower ones that wait are passed over. */
    void take(BulletinClass lane, Set<BulletinClass> waiting) {
        inFlight.merge(lane, 1, Integer::sum);
        passedOver.put(lane, 0);
        waiting.stream().filter(other -> other.compareTo(lane) > 0).forEach(lower -> passedOver.merge(lower, 1, Integer::sum));
    }

    /** The lane gives back so many slots. */
    void release(BulletinClass lane, int slots) {
        int left = inFlight.merge(lane, -slots, Integer::sum);
        if (left < 0) {
            throw new IllegalStateException("lane %s gave back a slot that it did not hold".formatted(lane.code()));
        }
    }

    int inFlight(BulletinClass lane) {
        return inFlight.getOrDefault(lane, 0);
    }

    /** Of those that were passed over often enough the one that was so most often: else one lower lane would always go before another. */
    private @Nullable BulletinClass overdue(Set<BulletinClass> waiting) {
        BulletinClass overdue = null;
        int most = PASSED_OVER_AT_MOST - 1;
        for (BulletinClass lane : BulletinClass.values()) {
            int times = passedOver.getOrDefault(lane, 0);
            if (times > most && waiting.contains(lane) && hasSlot(lane)) {
                overdue = lane;
                most = times;
            }
        }
        return overdue;
    }

    private boolean hasSlot(BulletinClass lane) {
        int all = inFlight.values().stream().mapToInt(Integer::intValue).sum();
        if (lane == BulletinClass.EMERGENCY) {
            return all < settings.slots();
        }
        return all < settings.slots() && all - inFlight(BulletinClass.EMERGENCY) < settings.slots() - settings.reserved();
    }
}
