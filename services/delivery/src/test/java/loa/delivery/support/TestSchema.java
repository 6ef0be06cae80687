package loa.delivery.support;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.flywaydb.core.Flyway;

import loa.delivery.postgres.Database;
import loa.sandbox.SharedServers;
import loa.sandbox.postgres.PostgresLogin;

/** A fresh schema with the engine's tables. */
public final class TestSchema implements AutoCloseable {
    private final HikariDataSource source;
    private final Database database;

    public TestSchema() {
        PostgresLogin login = SharedServers.freshSchema("delivery");
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(login.url());
        config.setUsername(login.user());
        config.setPassword(login.password());
        config.setSchema(login.schema());
        config.setMaximumPoolSize(24);
        config.setMinimumIdle(1);
        source = new HikariDataSource(config);
        Flyway.configure().dataSource(source).defaultSchema(login.schema()).schemas(login.schema()).locations("classpath:db/delivery")
                .load()
                .migrate();
        database = new Database(source);
    }

    public HikariDataSource source() {
        return source;
    }

    public Database database() {
        return database;
    }

    public long number(String sql) {
        return database.inTransaction(session -> session.sql(sql).first(row -> row.number("number")).orElseThrow());
    }

    public void change(String sql) {
        database.change(session -> session.sql(sql).run());
    }

    @Override
    public void close() {
        source.close();
    }
}
