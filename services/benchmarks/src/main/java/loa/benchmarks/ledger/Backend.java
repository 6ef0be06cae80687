package loa.benchmarks.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import loa.delivery.postgres.Database;
import loa.sandbox.postgres.PostgresLogin;

/** One connection, so that what it does can be told from what others do. */
final class Backend implements AutoCloseable {
    private final HikariDataSource source;
    private final Database database;
    private final long process;

    Backend(PostgresLogin login) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(login.url());
        config.setUsername(login.user());
        config.setPassword(login.password());
        config.setSchema(login.schema());
        config.setMaximumPoolSize(1);
        source = new HikariDataSource(config);
        database = new Database(source);
        process = number("select pg_backend_pid()::bigint as number");
    }

    Database database() {
        return database;
    }

    long process() {
        return process;
    }

    /** Processor time since it was opened. */
    double seconds() {
        return ServerProcesses.seconds(process);
    }

    long number(String sql) {
        return database.inTransaction(session -> session.sql(sql).first(row -> row.number("number")).orElseThrow());
    }

    @Override
    public void close() {
        source.close();
    }
}
