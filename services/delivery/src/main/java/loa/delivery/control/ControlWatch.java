package loa.delivery.control;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

import loa.delivery.postgres.Database;

/** Refreshes the snapshot on each notification, and each half second without one. Used by one thread. */
public final class ControlWatch implements AutoCloseable {
    private static final Duration AT_THE_LATEST = Duration.ofMillis(500);

    private final Database database;
    private final ControlState state;
    private @Nullable Connection connection;

    /** Takes a connection of its own with the first step. */
    public ControlWatch(Database database, ControlState state) {
        this.database = database;
        this.state = state;
    }

    /** Refreshes, then waits for the next notification or the half second. */
    public boolean step() {
        state.refresh();
        try {
            listening().unwrap(PGConnection.class).getNotifications((int) AT_THE_LATEST.toMillis());
        } catch (SQLException e) {
            close();
            throw new IllegalStateException("cannot listen for cancels and halts", e);
        }
        return true;
    }

    private Connection listening() throws SQLException {
        if (connection == null) {
            connection = database.connection();
            try (Statement statement = connection.createStatement()) {
                statement.execute("listen " + SqlRestraints.NOTIFICATION);
            }
        }
        return connection;
    }

    @Override
    public void close() {
        try (Connection closing = connection) {
            connection = null;
            if (closing != null && !closing.isClosed()) {
                try (Statement statement = closing.createStatement()) {
                    statement.execute("unlisten *");
                }
            }
        } catch (SQLException e) {
            connection = null;
        }
    }
}
