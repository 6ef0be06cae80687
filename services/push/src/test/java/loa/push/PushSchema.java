package loa.push;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

import loa.contract.Channel;
import loa.delivery.address.AddressKeys;
import loa.delivery.address.AddressVault;
import loa.delivery.postgres.Database;
import loa.sandbox.SharedServers;
import loa.sandbox.postgres.PostgresLogin;

/** A schema of push in a real PostgreSQL, fresh for each test. */
public final class PushSchema {
    public final JdbcClient jdbc;
    public final PlatformTransactionManager transactions;
    public final AddressVault vault;
    public final Database database;

    private PushSchema(JdbcClient jdbc, PlatformTransactionManager transactions, AddressVault vault, Database database) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.vault = vault;
        this.database = database;
    }

    public static PushSchema fresh() {
        PostgresLogin login = SharedServers.freshSchema("push");
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(login.url());
        source.setUser(login.user());
        source.setPassword(login.password());
        Flyway.configure().dataSource(source).defaultSchema(login.schema()).locations("classpath:db/push").load().migrate();
        try {
            AddressKeys keys = AddressKeys.loadOrCreate(Files.createTempDirectory("push-keys-"));
            return new PushSchema(JdbcClient.create(source), new JdbcTransactionManager(source), new AddressVault(keys, Channel.PUSH),
                    new Database(source));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
