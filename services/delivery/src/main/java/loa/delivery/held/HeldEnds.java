package loa.delivery.held;

import java.time.InstantSource;

/** Ends held directives that expire before anybody has decided. Every instance does it: the second finds nothing. Used by one thread. */
public final class HeldEnds {
    private final HeldStore store;
    private final InstantSource clock;

    /** Looks after one channel. */
    public HeldEnds(HeldStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** One round. Returns whether there is more of the same. */
    public boolean step() {
        store.expire(clock.instant());
        return false;
    }
}
