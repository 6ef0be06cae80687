package loa.delivery.pace;

/**
 * How much goes out at once.
 *
 * @param slots         sends in flight at most
 * @param reserved      of these, kept free for emergencies
 * @param ratePerSecond sends a second at most; 0: as fast as the provider answers
 */
public record PaceSettings(int slots, int reserved, double ratePerSecond) {
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
}
