package loa.benchmarks.sink;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;

/**
 * Does things later, in the order in which they came: one timer for all of them, which looks each millisecond, instead of one for each. A
 * shorter delay after a longer one waits for it. Used by the event loop's thread.
 */
final class DelayLine {
    private final EventExecutor loop;
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private boolean ticking;

    DelayLine(EventExecutor loop) {
        this.loop = loop;
    }

    private record Waiting(long due, Runnable action) {}

    /** Runs it after so many milliseconds and at most one more; at once when they are 0. */
    void after(long millis, Runnable action) {
        if (millis == 0) {
            action.run();
            return;
        }
        waiting.add(new Waiting(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis), action));
        if (!ticking) {
            ticking = true;
            tickLater();
        }
    }

    private void tickLater() {
        Future<?> _ = loop.schedule(this::tick, 1, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        long now = System.nanoTime();
        for (Waiting head = waiting.peek(); head != null && head.due() - now <= 0; head = waiting.peek()) {
            waiting.remove();
            head.action().run();
        }
        ticking = !waiting.isEmpty();
        if (ticking) {
            tickLater();
        }
    }
}
