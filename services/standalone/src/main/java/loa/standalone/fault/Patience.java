package loa.standalone.fault;

import java.time.Duration;
import java.util.function.BooleanSupplier;

import loa.standalone.pause.Pause;

/** Waiting for what happens in other processes, which tell nobody. */
final class Patience {
    private static final long BETWEEN_LOOKS_MS = 50;

    private Patience() {}

    /** Looks until it is so; says what was waited for when it takes longer than these seconds. */
    static void until(String what, int seconds, BooleanSupplier isSo) {
        long deadline = System.nanoTime() + seconds * 1_000_000_000L;
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("it has not come about within %d s that %s".formatted(seconds, what));
            }
            ofMillis(BETWEEN_LOOKS_MS);
        }
    }

    static void ofSeconds(int seconds) {
        ofMillis(seconds * 1000L);
    }

    static void ofMillis(long millis) {
        Pause.of(Duration.ofMillis(millis));
    }
}
