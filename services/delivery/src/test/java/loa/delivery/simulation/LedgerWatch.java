package loa.delivery.simulation;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import loa.delivery.DeliveryId;
import loa.delivery.Revision;
import loa.delivery.ledger.DeliveryState;
import loa.delivery.ledger.Standing;

/** Looks at the ledger after each step: nothing that has ended moves, nothing is sent for the dead, and all counts add up. */
final class LedgerWatch {
    private final World world;
    private final Map<DeliveryId, Standing> ended = new HashMap<>();
    private long seen = -1;

    LedgerWatch(World world) {
        this.world = world;
    }

    /** After each step. */
    void look() {
        if (world.schema.version() == seen) {
            return;
        }
        seen = world.schema.version();
        Map<Revision, EnumMap<DeliveryState, Integer>> counted = new HashMap<>();
        for (ModelRow row : world.schema.rows.values()) {
            counted.computeIfAbsent(row.revision, r -> new EnumMap<>(DeliveryState.class)).merge(row.state(), 1, Integer::sum);
            neverBack(row);
            if (row.standing() instanceof Standing.Sending s && !world.schema.instances.containsKey(s.owner())) {
                throw new Violation("a row is sending for %d, who is buried".formatted(s.owner()));
            }
        }
        world.schema.directives.forEach((revision, directive) -> adds(revision, directive, counted.get(revision)));
    }

    private void neverBack(ModelRow row) {
        Standing before = row.standing() instanceof Standing.Settled settled ? ended.put(row.id, settled) : ended.get(row.id);
        if (before == null || before.equals(row.standing())) {
            return;
        }
        boolean isBetterReceipt = before instanceof Standing.Accepted was && row.standing() instanceof Standing.Accepted now
                && now.receipt() != null && now.receipt().outranks(was.receipt());
        if (!isBetterReceipt) {
            throw new Violation("what ended as %s is now %s".formatted(before, row.standing()));
        }
    }

    private void adds(Revision revision, ModelDirective directive, @Nullable EnumMap<DeliveryState, Integer> rows) {
        int all = 0;
        for (DeliveryState state : DeliveryState.values()) {
            int counts = world.schema.counted(revision, state);
            int really = rows == null ? 0 : rows.getOrDefault(state, 0);
            if (counts != really) {
                throw new Violation("%s: %d are counted %s, but %d rows are".formatted(revision, counts, state.code(), really));
            }
            all += counts;
        }
        if (all > directive.audience) {
            throw new Violation("%s: an audience of %d has %d rows".formatted(revision, directive.audience, all));
        }
    }
}
