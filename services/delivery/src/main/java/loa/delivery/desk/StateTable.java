package loa.delivery.desk;

import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * The latest state of each key of a compacted topic. Written by one thread, read by all: readers see a snapshot that is whole. While the
 * topic is read anew from its start, they go on seeing the last one.
 */
final class StateTable<T> {
    private final Predicate<T> alwaysFollowed;
    private Map<String, Entry<T>> building = new HashMap<>();
    private volatile Map<String, T> snapshot = Map.of();

    /**
     * @param alwaysFollowed states that count even when an earlier time stands on them than on the state known before, because to
     *                       pass one over would be worse than to follow a repetition
     */
    StateTable(Predicate<T> alwaysFollowed) {
        this.alwaysFollowed = alwaysFollowed;
    }

    private record Entry<T>(OffsetDateTime time, @Nullable T state) {}

    Optional<T> find(String key) {
        return Optional.ofNullable(snapshot.get(key));
    }

    Collection<T> all() {
        return snapshot.values();
    }

    int size() {
        return snapshot.size();
    }

    /** The topic is read from its start. */
    void restart() {
        building = new HashMap<>();
    }

    /**
     * Takes a state; null removes it. Readers see it after {@link #publish}.
     *
     * @return false: it is older than the one known, so somebody sent it again
     */
    boolean put(String key, OffsetDateTime time, @Nullable T state) {
        Entry<T> known = building.get(key);
        boolean follows = state != null && alwaysFollowed.test(state);
        if (known != null && time.isBefore(known.time()) && !follows) {
            return false;
        }
        building.put(key, new Entry<>(known != null && known.time().isAfter(time) ? known.time() : time, state));
        return true;
    }

    /** Shows readers what was taken. */
    void publish() {
        Map<String, T> next = new HashMap<>();
        building.forEach((key, entry) -> {
            if (entry.state() != null) {
                next.put(key, entry.state());
            }
        });
        snapshot = Map.copyOf(next);
    }
}
