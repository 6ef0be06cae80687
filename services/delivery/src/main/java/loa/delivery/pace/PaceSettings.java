package loa.delivery.pace;

/**
 * How much goes out at once.
 *
 * @param slots         sends in flight at most
 * @param reserved      of these, kept free for emergencies
 * @param ratePerSecond sends a second at most; 0: as fast as the provider answers
 */
public record PaceSettings(int slots, int reserved, double ratePerSecond) {
    private static final int LEAST_AHEAD = 32;
    private static final int MOST_AHEAD = 1_000;
    /** With what the bucket lets through at once and gives back, no second sees more than 1.02 times the rate, and a few. */
    private static final double ON_THE_WAY_SECONDS = 0.0075;
    private static final int LEAST_TOGETHER = 25;

    /** Refuses settings under which a lane could never send. */
    public PaceSettings {
        if (slots < 2) {
            throw new IllegalArgumentException("slots must be at least 2, but was " + slots);
        }
        if (reserved < 1 || reserved >= slots) {
            throw new IllegalArgumentException("reserved must be 1..%d, but was %d".formatted(slots - 1, reserved));
        }
        if (ratePerSecond < 0) {
            throw new IllegalArgumentException("ratePerSecond must not be negative, but was " + ratePerSecond);
        }
    }

    /** How many wait claimed in each lane, so that a slot never waits for a claim: what a quarter of a second takes. After a crash they are unknown. */
    public int ahead() {
        return ratePerSecond == 0 ? MOST_AHEAD : (int) Math.clamp((long) (ratePerSecond / 4), LEAST_AHEAD, MOST_AHEAD);
    }

    /** How many may be between permit and departure at a rate: they may all depart together. */
    static int mostOnTheWay(double rate) {
        return rate == 0 ? Integer.MAX_VALUE : (int) Math.max(1, rate * ON_THE_WAY_SECONDS);
    }

    /** How many are claimed together, of {@code most}: what half a second takes. */
    public int together(int most) {
        return ratePerSecond == 0 ? most : (int) Math.clamp((long) (ratePerSecond / 2), LEAST_TOGETHER, most);
    }
}
