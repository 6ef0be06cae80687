package loa.delivery.simulation;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

import loa.contract.BulletinClass;
import loa.delivery.pace.PaceSettings;

/** Counts the permits of one process: of twenty each lower lane that waits gets one, if it may hold a slot. */
final class Fairness {
    /** Nineteen of higher lanes, and one of the other lower lane whose turn it is too. */
    private static final int PASSED_OVER_AT_MOST = 20;

    private final Map<BulletinClass, Integer> passedOver = new EnumMap<>(BulletinClass.class);
    private final PaceSettings settings;

    Fairness(PaceSettings settings) {
        this.settings = settings;
    }

    /** A permit was given to this lane; several may have been given together, so what waits now has waited at each of them. */
    void granted(BulletinClass lane, Engine engine) {
        passedOver.put(lane, 0);
        for (BulletinClass other : BulletinClass.values()) {
            if (other.compareTo(lane) > 0 && engine.waiting().contains(other) && mayHoldASlot(other, engine)
                    && passedOver.merge(other, 1, Integer::sum) > PASSED_OVER_AT_MOST) {
                throw new Violation("%s was passed over %d times in a row".formatted(other.code(), passedOver.get(other)));
            }
        }
    }

    private boolean mayHoldASlot(BulletinClass lane, Engine engine) {
        int all = Arrays.stream(BulletinClass.values()).mapToInt(engine::inFlight).sum();
        boolean isReserved = lane != BulletinClass.EMERGENCY
                && all - engine.inFlight(BulletinClass.EMERGENCY) >= settings.slots() - settings.reserved();
        return all < settings.slots() && !isReserved;
    }
}
