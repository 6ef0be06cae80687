package loa.delivery.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The channel's own schema. Thread-safe. */
public final class Database {
    /** Deadlock and serialization failure: PostgreSQL asks to run the transaction again. */
    private static final Set<String> RUN_AGAIN = Set.of("40P01", "40001");
    private static final int MOST_RUNS = 5;
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private final DataSource source;
    private final StatementTexts texts = new StatementTexts();
    private final LongAdder repeated = new LongAdder();

    /** Takes a connection from {@code source} for each transaction. */
    public Database(DataSource source) {
        this.source = source;
    }

    /**
     * Runs the work in one transaction, committed when it returns, rolled back when it throws; once more after a deadlock, so the work
     * must not change anything but the database.
     *
     * @throws DatabaseException when it cannot be done
     */
    public <T extends @Nullable Object> T inTransaction(Function<Session, T> work) {
        for (int run = 1;; run++) {
            try {
                return once(work, Connection.TRANSACTION_READ_COMMITTED);
            } catch (DatabaseException e) {
                if (run == MOST_RUNS || !(e.getCause() instanceof SQLException cause) || cause.getSQLState() == null
                        || !RUN_AGAIN.contains(cause.getSQLState())) {
                    throw e;
                }
                repeated.increment();
                LOG.atWarn().addKeyValue("state", cause.getSQLState()).addKeyValue("run", run).setCause(cause)
                        .log("A transaction is run again");
            }
        }
    }

    /** How often a transaction was run again: each time PostgreSQL had found two that waited for each other, which costs both a second. */
    public long repeated() {
        return repeated.sum();
    }

    /** {@link #inTransaction} for work that answers nothing. */
    public void change(Consumer<Session> work) {
        Boolean unused = inTransaction(session -> {
            work.accept(session);
            return true;
        });
    }

    /** Reads in one snapshot: what several queries find belongs together. */
    public <T extends @Nullable Object> T inSnapshot(Function<Session, T> work) {
        return once(work, Connection.TRANSACTION_REPEATABLE_READ);
    }

    /**
     * Runs statements outside any transaction, each by itself, up to the first that fails.
     *
     * @throws DatabaseException when one cannot be done; those before it remain
     */
    public void apart(List<String> statements) {
        try (Connection connection = source.getConnection(); Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /** A connection outside any transaction, for LISTEN; the caller closes it. */
    public Connection connection() throws SQLException {
        return source.getConnection();
    }

    private <T extends @Nullable Object> T once(Function<Session, T> work, int isolation) {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            // each call is a round trip of its own
            boolean isolated = isolation != Connection.TRANSACTION_READ_COMMITTED;
            if (isolated) {
                connection.setTransactionIsolation(isolation);
            }
            try {
                T result = work.apply(new Session(connection, texts));
                connection.commit();
                return result;
            } catch (RuntimeException | Error e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
                if (isolated) {
                    connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
                }
            }
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }
}
