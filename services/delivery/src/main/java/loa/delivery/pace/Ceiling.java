package loa.delivery.pace;

import java.time.Duration;

/**
 * How fast the provider lets us be, learned from what it takes while it says that it is too fast: a little below that, then slowly more, and
 * the longer nothing is turned away the quicker, until it is forgotten. Not thread-safe.
 */
final class Ceiling {
    private static final double BELOW = 0.95;
    /** Slower is no limit of a provider, but a lull of ours. */
    private static final double LEAST = 10;
    /** A limit as high as this holds nobody up. */
    private static final double NONE = 100_000;
    private static final double FIRST_GROWTH = 0.02;
    private static final double MOST_GROWTH = 0.25;
    private static final int SECONDS_UNTIL_TWICE = 5;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private boolean isKnown;
    private double perSecond;
    private long setAt;
    private int calmSeconds;

    boolean isKnown() {
        return isKnown;
    }

    /** Sends a second at most; infinite when nothing is known. */
    double perSecond(long now) {
        while (isKnown && now - setAt >= (calmSeconds + 1) * SECOND) {
            perSecond *= 1 + Math.min(MOST_GROWTH, FIRST_GROWTH * Math.pow(2, calmSeconds / SECONDS_UNTIL_TWICE));
            calmSeconds++;
            isKnown = perSecond < NONE;
        }
        return isKnown ? perSecond : Double.POSITIVE_INFINITY;
    }

    /** So many a second were taken and others turned away. */
    void set(double taken, long now) {
        perSecond = Math.max(LEAST, BELOW * taken);
        isKnown = true;
        setAt = now;
        calmSeconds = 0;
    }

    /** One that began at this moment was turned away: what began before the ceiling was set says nothing about it. */
    void lower(double taken, long begun, long now) {
        if (begun - setAt >= 0) {
            set(Math.min(taken, perSecond(now)), now);
        }
    }
}
