package loa.delivery.control;

import java.time.Duration;

import loa.delivery.postgres.Database;

/** {@link Duties} in PostgreSQL. */
public final class SqlDuties implements Duties {
    private static final Duration LEASE = Duration.ofSeconds(3);

    private final Database database;
    private final Liveness liveness;

    /** For the instance behind {@code liveness}. */
    public SqlDuties(Database database, Liveness liveness) {
        this.database = database;
        this.liveness = liveness;
    }

    @Override
    public boolean holds(String name) {
        return database.inTransaction(session -> session
                .sql("""
                    insert into duty as d (name, holder, until) values (:name, :holder, clock_timestamp() + make_interval(secs => :seconds))
                    on conflict (name) do update set holder = excluded.holder, until = excluded.until
                     where d.holder = excluded.holder or d.until < clock_timestamp()
                    """)
                .set("name", name).set("holder", liveness.number()).set("seconds", SqlInstances.seconds(LEASE)).update() == 1);
    }
}
