package loa.delivery.control;

import java.time.Duration;

import loa.delivery.postgres.Database;

/** {@link Instances} in PostgreSQL. Times are the database's own, so that clocks of machines need not agree. */
public final class SqlInstances implements Instances {
    private final Database database;

    /** Works on this schema. */
    public SqlInstances(Database database) {
        this.database = database;
    }

    @Override
    public int register(String id, Duration lease) {
        return database.inTransaction(session -> session
                .sql("""
                    insert into engine_instance (id, alive_until) values (:id, clock_timestamp() + make_interval(secs => :seconds))
                    returning number
                    """).set("id", id).set("seconds", seconds(lease)).first(row -> row.integer("number")).orElseThrow());
    }

    @Override
    public boolean renew(int number, Duration lease) {
        return database.inTransaction(
                session -> session.sql("""
                    update engine_instance set alive_until = clock_timestamp() + make_interval(secs => :seconds)
                     where number = :number and alive_until > clock_timestamp()
                    """).set("number", number).set("seconds", seconds(lease)).update() == 1);
    }

    @Override
    public int alive() {
        return database.inTransaction(session -> session
                .sql("select count(*)::int as alive from engine_instance where alive_until > clock_timestamp()")
                .first(row -> row.integer("alive")).orElseThrow());
    }

    static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
