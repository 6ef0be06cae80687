package loa.delivery.postgres;

import java.time.Instant;
import java.time.InstantSource;

/** What time it is for the database: one for all who share it, however their own clocks are set. Thread-safe. */
public final class DatabaseClock implements InstantSource {
    private final Database database;

    /** Asks this database each time. */
    public DatabaseClock(Database database) {
        this.database = database;
    }

    @Override
    public Instant instant() {
        return database
                .inTransaction(session -> session.sql("select clock_timestamp() as now").first(row -> row.instant("now")).orElseThrow());
    }
}
