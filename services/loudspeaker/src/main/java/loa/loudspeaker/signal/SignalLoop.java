package loa.loudspeaker.signal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.LockSupport;

import javax.sql.DataSource;

import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;

/**
 * Listens on a connection of its own, for as long as the application runs. After a lost connection, and when a listener could not follow, it
 * begins again and says that anything may have changed. DOWN while nobody listens: players would not hear of a change.
 */
public final class SignalLoop implements SmartLifecycle, HealthIndicator {
    private static final Logger LOG = LoggerFactory.getLogger(SignalLoop.class);
    private static final int WAIT_MS = 500;

    private final DataSource dataSource;
    private final Signals signals;
    private volatile boolean running;
    private volatile boolean listening;

    /** Listens when started. */
    public SignalLoop(DataSource dataSource, Signals signals) {
        this.dataSource = dataSource;
        this.signals = signals;
    }

    @Override
    public void start() {
        running = true;
        Thread.ofPlatform().daemon().name("loudspeaker-signals").start(this::listenWhileRunning);
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public Health health() {
        return listening ? Health.up().build() : Health.down().withDetail("reason", "Nobody listens for changes of plans.").build();
    }

    /** The outermost loop: whatever happens, somebody listens again. */
    private void listenWhileRunning() {
        while (running) {
            try (Connection connection = dataSource.getConnection()) {
                listen(connection);
            } catch (SQLException | RuntimeException e) {
                listening = false;
                if (running) {
                    LOG.atWarn().setCause(e).log("Signals are not heard; listening again.");
                    LockSupport.parkNanos(WAIT_MS * 1_000_000L);
                }
            }
        }
        listening = false;
    }

    private void listen(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("LISTEN " + Signals.CHANNEL);
            try {
                hear(connection.unwrap(PGConnection.class));
            } finally {
                // The connection goes back to the pool, where nobody would empty what it goes on hearing.
                statement.execute("UNLISTEN *");
            }
        }
    }

    private void hear(PGConnection postgres) throws SQLException {
        signals.heard(new Signal.AllChanged());
        listening = true;
        while (running) {
            PGNotification[] heard = postgres.getNotifications(WAIT_MS);
            for (PGNotification one : heard == null ? new PGNotification[0] : heard) {
                Signals.parse(one.getParameter()).ifPresent(signals::heard);
            }
        }
    }
}
