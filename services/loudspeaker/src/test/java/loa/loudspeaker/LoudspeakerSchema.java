package loa.loudspeaker;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;

import javax.sql.DataSource;

import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

import loa.contract.Ids;
import loa.loudspeaker.station.StationId;
import loa.sandbox.SharedServers;
import loa.sandbox.postgres.PostgresLogin;

/** A schema of the service in a real PostgreSQL, fresh for each test; nothing but the test works in it. */
public final class LoudspeakerSchema {
    private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

    public final DataSource source;
    public final JdbcClient jdbc;
    public final TransactionOperations transactions;

    private LoudspeakerSchema(PGSimpleDataSource source) {
        this.source = source;
        this.jdbc = JdbcClient.create(source);
        this.transactions = new TransactionTemplate(new JdbcTransactionManager(source));
    }

    public static LoudspeakerSchema fresh() {
        PostgresLogin login = SharedServers.freshSchema("loudspeaker");
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(login.url());
        source.setUser(login.user());
        source.setPassword(login.password());
        Flyway.configure().dataSource(source).defaultSchema(login.schema()).locations("classpath:db/delivery", "classpath:db/loudspeaker")
                .load().migrate();
        return new LoudspeakerSchema(source);
    }

    /** A new station that may speak from 17:00 to 18:00 on every day. */
    public StationId station(String code, String area) {
        UUID id = Ids.next();
        jdbc.sql("""
            INSERT INTO station (id, code, name, area, area_path, kind, time_zone, sessions, quiet_from, quiet_to, budget_minutes,
              volume_routine, volume_priority, volume_emergency, created_at, changed_at)
            VALUES (:id, :code, 'Cụm loa', :area, ARRAY['99', :area], 'fixed', 'Asia/Ho_Chi_Minh', :sessions::jsonb, '21:00', '05:30',
              45, 60, 70, 100, :then, :then)
            """).param("id", id).param("code", code).param("area", area).param("then", LONG_AGO.atOffset(ZoneOffset.UTC))
                .param("sessions",
                        "[{\"days\": [\"mon\", \"tue\", \"wed\", \"thu\", \"fri\", \"sat\", \"sun\"], \"from\": \"17:00\", \"to\": \"18:00\"}]")
                .update();
        return new StationId(id);
    }
}
