package loa.publisher;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

import loa.contract.LoaJson;
import loa.sandbox.SharedServers;
import loa.sandbox.postgres.PostgresLogin;

/** The schema of the desk on a real PostgreSQL, for tests below the application. */
public final class Tables {
    private final DriverManagerDataSource source;

    private Tables(DriverManagerDataSource source) {
        this.source = source;
    }

    /** A schema that no other test has. */
    public static Tables fresh() {
        PostgresLogin login = SharedServers.freshSchema("publisher");
        var source = new DriverManagerDataSource(login.url(), login.user(), login.password());
        source.setSchema(login.schema());
        Flyway.configure().dataSource(source).defaultSchema(login.schema()).locations("classpath:db/api", "classpath:db/publisher").load()
                .migrate();
        return new Tables(source);
    }

    /** A client outside of transactions, or within that of {@link #transactions()}. */
    public JdbcClient jdbc() {
        return JdbcClient.create(source);
    }

    /** The same for batches. */
    public NamedParameterJdbcTemplate batches() {
        return new NamedParameterJdbcTemplate(source);
    }

    /** Transactions of this schema. */
    public TransactionTemplate transactions() {
        return new TransactionTemplate(new DataSourceTransactionManager(source));
    }

    /** A clock that goes when it is told. */
    public static final class HandClock extends Clock {
        private Instant now;

        /** Stands at this time. */
        public HandClock(String now) {
            this.now = Instant.parse(now);
        }

        /** Goes on by so many seconds. */
        public void advance(long seconds) {
            now = now.plusSeconds(seconds);
        }

        @Override
        public ZoneId getZone() {
            return LoaJson.OFFSET;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return zone.equals(ZoneOffset.ofHours(7)) ? this : Clock.fixed(now, zone);
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
