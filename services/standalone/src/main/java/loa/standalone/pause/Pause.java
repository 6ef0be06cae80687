package loa.standalone.pause;

import java.time.Duration;

/** Waiting between two looks at another process, which tells nobody when it has gone on. Not for services or their tests. */
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
