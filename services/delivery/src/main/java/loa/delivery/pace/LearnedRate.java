package loa.delivery.pace;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How fast the provider lets us be, learned from what it takes while it says that we are too fast: a little below that, then slowly more,
 * and the longer nothing is turned away the quicker, until it is forgotten. The first time it takes a pause to learn it: what the provider
 * took from a second before until it takes something again is the measure. Moments are by a clock that no one sets, in nanoseconds.
 * Not thread-safe but for {@link #taken}. Why: ADR 15.
 */
final class LearnedRate {
    private static final double BELOW = 0.95;
    /** Slower is no limit of a provider, but a lull of ours. */
    private static final double LEAST = 10;
    /** A limit as high as this holds nobody up. */
    private static final double NONE = 100_000;
    private static final double FIRST_GROWTH = 0.02;
    private static final double MOST_GROWTH = 0.25;
    private static final int SECONDS_UNTIL_TWICE = 5;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Taken taken = new Taken();
    /** Of what the provider had taken a second before it first turned one away: null while nothing is to be learned from that. */
    private @Nullable Long takenBefore;
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

    /** To be called again and again: what is taken is known in time only as well as it was looked at. */
    void look(long now) {
        taken.look(now);
    }

    /** The provider took one. By any thread. */
    void taken() {
        taken.one();
    }

    /**
     * The provider turned one away because there were too many.
     *
     * @param begun when that send began: what began before the rate was learned says nothing about it
     */
    void tooMany(long begun, long now) {
        if (!isKnown) {
            takenBefore = takenBefore == null ? Long.valueOf(taken.allBefore(now)) : takenBefore;
        } else if (begun - setAt >= 0) {
            learn(Math.min(taken.perSecond(now), perSecond(now)), now);
        }
    }

    /** The provider takes something again after it turned one away. */
    void resumed(long now) {
        if (takenBefore == null) {
            return;
        }
        long meanwhile = taken.all() - takenBefore;
        takenBefore = null;
        // who took nothing but the one that tried was not too slow for us, but away
        if (meanwhile > 1) {
            learn(meanwhile, now);
        }
    }

    private void learn(double takenPerSecond, long now) {
        perSecond = Math.max(LEAST, BELOW * takenPerSecond);
        isKnown = true;
        setAt = now;
        calmSeconds = 0;
    }
}
