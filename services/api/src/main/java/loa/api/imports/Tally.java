package loa.api.imports;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts what became of rows. Not thread-safe. */
final class Tally {
    private final Map<RowOutcome.Effect, Long> effects = new EnumMap<>(RowOutcome.Effect.class);
    private final List<RowFault> newFaults = new ArrayList<>();
    private long rows;
    private long faulty;

    void read(int count) {
        rows += count;
    }

    void add(List<RowOutcome> outcomes) {
        for (RowOutcome outcome : outcomes) {
            switch (outcome) {
                case RowOutcome.Done done -> effects.merge(done.effect(), 1L, Long::sum);
                case RowOutcome.Counted counted -> effects.merge(counted.effect(), counted.rows(), Long::sum);
                case RowOutcome.Faulty fault -> {
                    faulty++;
                    newFaults.addAll(fault.faults());
                }
            }
        }
    }

    /** Nothing was stored after all. */
    void undoEffects() {
        effects.clear();
    }

    long rows() {
        return rows;
    }

    long faulty() {
        return faulty;
    }

    long count(RowOutcome.Effect effect) {
        return effects.getOrDefault(effect, 0L);
    }

    /** The faults since the last call. */
    List<RowFault> takeFaults() {
        List<RowFault> taken = List.copyOf(newFaults);
        newFaults.clear();
        return taken;
    }
}
