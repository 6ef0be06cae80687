package loa.delivery.control;

import java.time.Duration;

import loa.delivery.postgres.Database;

/** The leases of the running engines of a channel. Times are the database's own, so that clocks of machines need not agree. */
final class Instances {
    private final Database database;

    Instances(Database database) {
        this.database = database;
    }

    /** A new number, alive for {@code lease}. A number is never given twice. */
    int register(String id, Duration lease) {
        return database.inTransaction(session -> session
                .sql("""
                    insert into engine_instance (id, alive_until) values (:id, clock_timestamp() + make_interval(secs => :seconds))
                    returning number
                    """).set("id", id).set("seconds", seconds(lease)).first(row -> row.integer("number")).orElseThrow());
    }

    /** Prolongs a lease that has not run out. False when it has: others may have taken over what we were doing. */
    boolean renew(int number, Duration lease) {
        return database.inTransaction(
                session -> session.sql("""
                    update engine_instance set alive_until = clock_timestamp() + make_interval(secs => :seconds)
                     where number = :number and alive_until > clock_timestamp()
                    """).set("number", number).set("seconds", seconds(lease)).update() == 1);
    }

    /** How many are alive. */
    int alive() {
        return database.inTransaction(session -> session
                .sql("select count(*)::int as alive from engine_instance where alive_until > clock_timestamp()")
                .first(row -> row.integer("alive")).orElseThrow());
    }

    static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
