package loa.loudspeaker.signal;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Signals between instances, by PostgreSQL's NOTIFY: what is told within a transaction is heard by everyone, this instance included, when
 * it commits, and never when it rolls back. Thread-safe.
 */
public final class Signals {
    static final String CHANNEL = "loa_loudspeaker";

    private final JdbcClient jdbc;
    private final List<Consumer<Signal>> listeners = new CopyOnWriteArrayList<>();

    /** Tells through this connection's database. */
    public Signals(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Tells that the plans of these stations changed. */
    public void plansChanged(Collection<UUID> stations) {
        tell("plan", stations);
    }

    /** Tells that the keys of this station changed. */
    public void keysChanged(UUID station) {
        tell("keys", List.of(station));
    }

    /** Calls the listener for each signal, on the listening thread; it must be quick and harmless when repeated. */
    public void onSignal(Consumer<Signal> listener) {
        listeners.add(listener);
    }

    /**
     * Tells every listener, also when one of them fails.
     *
     * @throws RuntimeException what the first listener that failed threw: something has not followed, and must be told again
     */
    void heard(Signal signal) {
        RuntimeException failure = null;
        for (Consumer<Signal> listener : listeners) {
            try {
                listener.accept(signal);
            } catch (RuntimeException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    static Optional<Signal> parse(String payload) {
        int space = payload.indexOf(' ');
        if (space < 0) {
            return Optional.empty();
        }
        try {
            UUID station = UUID.fromString(payload.substring(space + 1));
            return switch (payload.substring(0, space)) {
                case "plan" -> Optional.of(new Signal.PlanChanged(station));
                case "keys" -> Optional.of(new Signal.KeysChanged(station));
                default -> Optional.empty();
            };
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void tell(String what, Collection<UUID> stations) {
        if (!stations.isEmpty()) {
            jdbc.sql("SELECT pg_notify(:channel, :what || ' ' || id) FROM unnest(:stations::uuid[]) AS id").param("channel", CHANNEL)
                    .param("what", what).param("stations", stations.stream().map(UUID::toString).toArray(String[]::new)).query()
                    .listOfRows();
        }
    }
}
