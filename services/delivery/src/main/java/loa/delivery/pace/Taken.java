package loa.delivery.pace;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many the provider has taken, and how many of them in about the last second, from looks every tenth of one. Not thread-safe but for
 * {@link #one}.
 */
final class Taken {
    private static final long BETWEEN_LOOKS = Duration.ofMillis(100).toNanos();
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final int LOOKS = 12;

    private final AtomicLong all = new AtomicLong();
    private final long[] at = new long[LOOKS];
    private final long[] counts = new long[LOOKS];
    private int looks;

    /** It took one. By any thread. */
    void one() {
        all.incrementAndGet();
    }

    long all() {
        return all.get();
    }

    void look(long now) {
        if (looks == 0 || now - at[(looks - 1) % LOOKS] >= BETWEEN_LOOKS) {
            at[looks % LOOKS] = now;
            counts[looks % LOOKS] = all.get();
            looks++;
        }
    }

    /** How many it had taken at the latest look that is a second old, or at the oldest. */
    long allBefore(long now) {
        return counts[since(now)];
    }

    /** How many it takes in a second. */
    double perSecond(long now) {
        int since = since(now);
        return looks == 0 ? all.get() : (double) (all.get() - counts[since]) * SECOND / Math.max(SECOND, now - at[since]);
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
