package loa.benchmarks.product;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;

import loa.standalone.data.Credentials;

/** The database behind Loa, looked at from outside: when the last delivery was settled, and how large the ledger is. */
public final class Database implements AutoCloseable {
    private final Connection connection;

    /** Of this installation. */
    public Database(Credentials credentials) {
        Credentials.Postgres postgres = credentials.postgres();
        try {
            connection = DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    Connection connection() {
        return connection;
    }

    /** When the last delivery of this directive was settled, by the database's clock; epoch milliseconds, 0 when none was. */
    public long lastSettledAt(String channel, Desk.Issued directive) {
        try (PreparedStatement statement = connection
                .prepareStatement("select max(settled_at) from %s.report_shard where directive = ?".formatted(channel))) {
            statement.setObject(1, directive.id());
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                Timestamp last = rows.getTimestamp(1);
                return last == null ? 0 : last.getTime();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the tables of the ledger hold on the disk, with their indexes and dead rows, in MiB. */
    public long ledgerMebibytes(String channel) {
        return number("""
            select coalesce(sum(pg_total_relation_size(c.oid)), 0) / 1048576 from pg_class c join pg_namespace n on n.oid = c.relnamespace
             where n.nspname = '%s' and c.relkind = 'r' and c.relname ~ '^(delivery|attempt|receipt)'
            """.formatted(channel));
    }

    /** Lets what was loaded be found by the planner of queries, and writes it to the disk before anything is measured. */
    public void settleDown() {
        try (var statement = connection.createStatement()) {
            statement.execute("analyze");
            statement.execute("checkpoint");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One number of one row. */
    public long number(String sql) {
        try (var statement = connection.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
