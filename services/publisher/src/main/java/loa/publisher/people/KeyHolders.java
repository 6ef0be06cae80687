package loa.publisher.people;

import java.util.Map;
import java.util.Optional;

import loa.api.access.Caller;
import loa.api.access.CallerDirectory;

/** Callers by key, from memory: a guessed key costs no question to the database. As new as its last refresh. Thread-safe. */
final class KeyHolders implements CallerDirectory {
    private final PersonStore store;
    private volatile Map<String, Caller> callers = Map.of();

    KeyHolders(PersonStore store) {
        this.store = store;
    }

    /** Learns which keys are valid now. */
    void refresh() {
        callers = store.callersByKeyHash();
    }

    @Override
    public Optional<Caller> byKeyHash(String sha256Hex) {
        return Optional.ofNullable(callers.get(sha256Hex));
    }
}
