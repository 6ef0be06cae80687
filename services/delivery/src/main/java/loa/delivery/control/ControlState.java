package loa.delivery.control;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import loa.contract.AreaCode;
import loa.contract.DirectiveId;
import loa.delivery.Controls;

/** The snapshot that is asked before each send. Thread-safe. */
public final class ControlState implements Controls {
    /** Older than this, the snapshot is not to be believed: a cancel may stand in a database that cannot be reached. */
    private static final Duration TOO_OLD = Duration.ofSeconds(2);

    private final Restraints restraints;
    private final InstantSource clock;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile Restraints.Snapshot snapshot = new Restraints.Snapshot(Map.of(), Set.of());
    private volatile long readAt = System.nanoTime() - TOO_OLD.toNanos();

    /** Knows nothing before the first {@link #refresh}. */
    public ControlState(Restraints restraints, InstantSource clock) {
        this.restraints = restraints;
        this.clock = clock;
    }

    /** Reads what holds now and tells the listeners when it has changed. */
    public void refresh() {
        long now = System.nanoTime();
        Restraints.Snapshot fresh = restraints.read(clock.instant());
        boolean changed = !fresh.equals(snapshot);
        snapshot = fresh;
        readAt = now;
        if (changed) {
            listeners.forEach(Runnable::run);
        }
    }

    /** Whether the snapshot is young enough to send by. */
    public boolean isFresh() {
        return System.nanoTime() - readAt < TOO_OLD.toNanos();
    }

    @Override
    public boolean isKnown() {
        return isFresh();
    }

    /** All areas under a halt. */
    public Set<AreaCode> halted() {
        return snapshot.halted();
    }

    @Override
    public boolean isWithdrawn(DirectiveId directive, int revision) {
        return revision <= snapshot.withdrawn().getOrDefault(directive, 0);
    }

    @Override
    public boolean isHalted(AreaCode area) {
        return snapshot.halted().contains(area);
    }

    @Override
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }
}
