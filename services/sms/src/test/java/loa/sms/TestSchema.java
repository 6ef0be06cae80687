package loa.sms;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.sql.DataSource;

import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

import loa.contract.Channel;
import loa.delivery.address.AddressKeys;
import loa.delivery.address.AddressVault;
import loa.sandbox.SharedServers;
import loa.sandbox.postgres.PostgresLogin;

/** A migrated schema of its own for one test class. */
public final class TestSchema {
    private final DataSource source;
    private final AddressVault vault;

    private TestSchema(DataSource source, AddressVault vault) {
        this.source = source;
        this.vault = vault;
    }

    /** Makes one. */
    public static TestSchema create() {
        PostgresLogin login = SharedServers.freshSchema("sms");
        var source = new DriverManagerDataSource(login.url(), login.user(), login.password());
        source.setSchema(login.schema());
        Flyway.configure().dataSource(source).defaultSchema(login.schema()).locations("classpath:db/api", "classpath:db/sms").load()
                .migrate();
        try {
            Path keys = Files.createTempDirectory("sms-keys-");
            return new TestSchema(source, new AddressVault(AddressKeys.loadOrCreate(keys), Channel.SMS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public JdbcClient jdbc() {
        return JdbcClient.create(source);
    }

    public DataSource source() {
        return source;
    }

    public TransactionTemplate transaction() {
        return new TransactionTemplate(new DataSourceTransactionManager(source));
    }

    public AddressVault vault() {
        return vault;
    }
}
