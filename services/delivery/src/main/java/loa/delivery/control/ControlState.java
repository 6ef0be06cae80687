package loa.delivery.control;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

import loa.contract.AreaCode;
import loa.contract.DirectiveId;
import loa.delivery.Controls;
import loa.delivery.clock.Clocks;

/** The snapshot that is asked before each send. Thread-safe. */
public final class ControlState implements Controls {
    /** Older than this, the snapshot is not to be believed: a cancel may stand in a database that cannot be reached. */
    private static final Duration TOO_OLD = Duration.ofSeconds(2);

    private final Restraints restraints;
    private final Clocks clocks;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final AtomicReference<Read> newest;

    /** What a read found, and when it began: whatever was committed before that moment stands in it. */
    private record Read(Restraints.Snapshot snapshot, long begun) {}

    /** Knows nothing before the first {@link #refresh}. */
    public ControlState(Restraints restraints, Clocks clocks) {
        this.restraints = restraints;
        this.clocks = clocks;
        this.newest = new AtomicReference<>(new Read(new Restraints.Snapshot(Map.of(), Set.of()), clocks.count() - TOO_OLD.toNanos()));
    }

    /**
     * Reads what holds now and tells the listeners when it has changed. Afterwards everything holds that was committed before the call,
     * also when another thread reads at the same time: the read that began later wins.
     */
    public void refresh() {
        long begun = clocks.count();
        Restraints.Snapshot fresh = restraints.read(clocks.now());
        // of two that began at the same tick the one that ends later counts: what was taken between them must not be passed over
        Read before = newest.getAndUpdate(known -> begun - known.begun() >= 0 ? new Read(fresh, begun) : known);
        if (begun - before.begun() >= 0 && !fresh.equals(before.snapshot())) {
            listeners.forEach(Runnable::run);
        }
    }

    /** Whether the snapshot is young enough to send by. */
    public boolean isFresh() {
        return freshUntil() - clocks.count() > 0;
    }

    /** The count of {@link Clocks} from which on it will be too old, if it is not read again. */
    public long freshUntil() {
        return newest.get().begun() + TOO_OLD.toNanos();
    }

    @Override
    public boolean isKnown() {
        return isFresh();
    }

    /** All areas under a halt. */
    public Set<AreaCode> halted() {
        return newest.get().snapshot().halted();
    }

    @Override
    public boolean isWithdrawn(DirectiveId directive, int revision) {
        return revision <= newest.get().snapshot().withdrawn().getOrDefault(directive, 0);
    }

    @Override
    public boolean isHalted(AreaCode area) {
        return newest.get().snapshot().halted().contains(area);
    }

    @Override
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }
}
