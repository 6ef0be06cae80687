package loa.delivery.control;

import java.time.Duration;

import loa.delivery.clock.Clocks;

/**
 * Whether the desk can be heard: everything that it had said a moment ago has been taken. Who cannot hear it may be told to stop and not
 * know, so he sends nothing. Thread-safe.
 */
public final class Hearing {
    /** With the time that an event needs to its channel, less than the two seconds after which a cancel holds. */
    private static final Duration TOO_LONG = Duration.ofMillis(1_500);

    private final Clocks clocks;
    private volatile long upTo;

    /** Has heard nothing yet. */
    public Hearing(Clocks clocks) {
        this.clocks = clocks;
        this.upTo = clocks.count() - TOO_LONG.toNanos();
    }

    /** Everything has been taken that was said before the count of {@link Clocks} was this. */
    public void heard(long count) {
        upTo = count;
    }

    /** Whether that was not long ago. */
    public boolean isFresh() {
        return freshUntil() - clocks.count() > 0;
    }

    /** The count of {@link Clocks} from which on that will be too long ago, if nothing more is heard. */
    public long freshUntil() {
        return upTo + TOO_LONG.toNanos();
    }
}
