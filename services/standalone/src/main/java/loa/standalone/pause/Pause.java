package loa.benchmarks.process;

import java.time.Duration;

/** Waiting between two looks at something that changes by itself. */
public final class Pause {
    private Pause() {}

    /** So long. */
    public static void of(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting", e);
        }
    }
}
