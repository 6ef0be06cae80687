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
import org.springframework.context.SmartLifecycle;

/** Listens on a connection of its own, for as long as the application runs. After a lost connection it says that anything may have changed. */
public final class SignalLoop implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(SignalLoop.class);
    private static final int WAIT_MS = 500;

    private final DataSource dataSource;
    private final Signals signals;
    private volatile boolean running;

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

    private void listenWhileRunning() {
        while (running) {
            try (Connection connection = dataSource.getConnection()) {
                listen(connection);
            } catch (SQLException e) {
                if (running) {
                    LOG.atWarn().addKeyValue("error", e.getMessage()).log("Signals are not heard; listening again.");
                    LockSupport.parkNanos(WAIT_MS * 1_000_000L);
                }
            }
        }
    }

    private void listen(Connection connection) throws SQLException {
        PGConnection postgres = connection.unwrap(PGConnection.class);
        try (Statement statement = connection.createStatement()) {
            statement.execute("LISTEN " + Signals.CHANNEL);
            signals.heard(new Signal.AllChanged());
            while (running) {
                PGNotification[] heard = postgres.getNotifications(WAIT_MS);
                for (PGNotification one : heard == null ? new PGNotification[0] : heard) {
                    Signals.parse(one.getParameter()).ifPresent(signals::heard);
                }
            }
            statement.execute("UNLISTEN *");
        }
    }
}
