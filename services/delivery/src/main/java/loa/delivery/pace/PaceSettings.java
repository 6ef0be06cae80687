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

    /** How many are claimed together, of {@code most}: what half a second takes. */
    public int together(int most) {
        return ratePerSecond == 0 ? most : (int) Math.clamp((long) (ratePerSecond / 2), LEAST_TOGETHER, most);
    }
}
