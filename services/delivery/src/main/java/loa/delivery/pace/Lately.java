package loa.delivery.pace;

import java.time.Duration;

/** How much a counter has grown in about the last second, from looks at it every tenth of one. Not thread-safe. */
final class Lately {
    private static final long BETWEEN_LOOKS = Duration.ofMillis(100).toNanos();
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final int LOOKS = 12;

    private final long[] at = new long[LOOKS];
    private final long[] counts = new long[LOOKS];
    private int looks;

    void look(long now, long count) {
        if (looks == 0 || now - at[(looks - 1) % LOOKS] >= BETWEEN_LOOKS) {
            at[looks % LOOKS] = now;
            counts[looks % LOOKS] = count;
            looks++;
        }
    }

    /** The growth since the latest look that is a second old, or since the oldest. */
    long growth(long now, long count) {
        return count - counts[since(now)];
    }

    /** The growth of a second. */
    double perSecond(long now, long count) {
        int since = since(now);
        return looks == 0 ? count : (double) (count - counts[since]) * SECOND / Math.max(SECOND, now - at[since]);
    }

    private int since(long now) {
        int oldest = Math.max(0, looks - LOOKS);
        int since = Math.max(oldest, looks - 1);
        while (since > oldest && now - at[since % LOOKS] < SECOND) {
            since--;
        }
        return since % LOOKS;
    }
}
