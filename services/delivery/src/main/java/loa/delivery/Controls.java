package loa.delivery;

import loa.contract.AreaCode;
import loa.contract.DirectiveId;

/** What must not go out at this moment. A snapshot in memory, at most half a second old; cheap enough to ask before each send. */
public interface Controls {
    /**
     * Whether the snapshot is to be believed. It is not before it was first read, nor when the database has not answered for seconds; the
     * other answers are then those of an earlier moment, and whoever stores what follows from them waits.
     */
    boolean isKnown();

    /** Whether this revision was cancelled or replaced. */
    boolean isWithdrawn(DirectiveId directive, int revision);

    /** Whether a halt holds for this area. */
    boolean isHalted(AreaCode area);

    /** Calls the listener after each change of either, on some thread of the engine; it must be quick and harmless when repeated. */
    void onChange(Runnable listener);
}
