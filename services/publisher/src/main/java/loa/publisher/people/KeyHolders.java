package loa.publisher.people;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import loa.api.access.Caller;
import loa.api.access.CallerDirectory;

/** Callers by key, remembered for a second: withdrawn keys open nothing for longer than that, in whatever instance. Thread-safe. */
final class KeyHolders implements CallerDirectory {
    private static final Duration REMEMBERED = Duration.ofSeconds(1);
    private static final int MOST = 10_000;

    private final PersonStore store;
    private final InstantSource clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    KeyHolders(PersonStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    private record Known(Caller caller, Instant until) {}

    @Override
    public Optional<Caller> byKeyHash(String sha256Hex) {
        Known remembered = known.get(sha256Hex);
        Instant now = clock.instant();
        if (remembered != null && now.isBefore(remembered.until())) {
            return Optional.of(remembered.caller());
        }
        known.remove(sha256Hex);
        Optional<Caller> caller = store.byKeyHash(sha256Hex).map(Person::caller);
        if (known.size() >= MOST) {
            known.clear();
        }
        caller.ifPresent(c -> known.put(sha256Hex, new Known(c, now.plus(REMEMBERED))));
        return caller;
    }
}
