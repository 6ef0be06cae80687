package loa.loudspeaker.playlist;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

import loa.loudspeaker.signal.Signal;

/** For each station, the next change of its plan as something that can be waited for. Thread-safe. */
final class Changes {
    private final Map<UUID, CompletableFuture<Void>> next = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** Done as soon as the plan is another than at the moment of this call. */
    CompletableFuture<Void> next(UUID station) {
        return next.computeIfAbsent(station, _ -> new CompletableFuture<>());
    }

    void heard(Signal signal) {
        switch (signal) {
            case Signal.PlanChanged(UUID station) -> happened(station);
            case Signal.AllChanged() -> all();
            case Signal.KeysChanged(UUID _) -> {
                // Whoever waits has shown his key.
            }
        }
    }

    /** Wakes everyone; from then on nobody waits. */
    void close() {
        closed = true;
        all();
    }

    boolean isClosed() {
        return closed;
    }

    void all() {
        List.copyOf(next.keySet()).forEach(this::happened);
    }

    private void happened(UUID station) {
        CompletableFuture<Void> change = next.remove(station);
        if (change != null) {
            change.complete(null);
        }
    }
}
