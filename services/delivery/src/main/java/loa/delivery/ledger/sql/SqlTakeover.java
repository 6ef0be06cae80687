package loa.delivery.ledger.sql;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import loa.delivery.ledger.DeliveryState;
import loa.delivery.ledger.Takeover;
import loa.delivery.postgres.Database;
import loa.delivery.postgres.Row;
import loa.delivery.postgres.Session;

/** {@link Takeover} in PostgreSQL. */
public final class SqlTakeover implements Takeover {
    /** Longer than any burial of what one instance had in hand, and shorter than the patience of the connection. */
    private static final String PATIENCE = "set local statement_timeout = '50s'";

    private final Database database;
    private final Attempts attempts;
    private final Duration longestSend;

    /**
     * @param provider    the name that stands in attempts
     * @param longestSend how long after the last sign of life a send may still be under way: before that nobody is asked about it
     */
    public SqlTakeover(Database database, String provider, Duration longestSend) {
        this.database = database;
        this.attempts = new Attempts(provider);
        this.longestSend = longestSend;
    }

    private record Dead(int number, Instant aliveUntil) {}

    private record Orphan(Placed placed, int number, Instant claimedAt) {
        static Orphan read(Row row) throws SQLException {
            return new Orphan(Placed.read(row), row.integer("attempts"), row.instant("claimed_at"));
        }

        Attempts.Attempt attempt() {
            return new Attempts.Attempt(placed.id(), number, claimedAt, DeliveryState.UNKNOWN.code(), "owner-dead", null, 0);
        }
    }

    @Override
    public Optional<Integer> buryOneDead(Instant now) {
        return database.inTransaction(session -> session
                .sql("""
                    select number, alive_until from engine_instance where alive_until < clock_timestamp()
                     order by number limit 1 for update skip locked
                    """).first(row -> new Dead(row.integer("number"), row.instant("alive_until")))
                .map(dead -> bury(session, dead.number(), latest(now, dead.aliveUntil().plus(longestSend)))));
    }

    @Override
    public void buryOneself(int owner, Instant now) {
        database.change(session -> {
            if (session.sql("select 1 from engine_instance where number = :owner for update").set("owner", owner).exists()) {
                int unused = bury(session, owner, now.plus(longestSend));
            }
        });
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private int bury(Session session, int dead, Instant askAt) {
        session.oneByOne().sql(PATIENCE).run();
        List<Orphan> orphans = session.sql(UnderWay.WITH + """
            , orphan as materialized (
                 select found.* from under_way u cross join lateral (
                        select d.revision_key, d.slot from delivery d -- primary key
                         where d.revision_key = u.revision_key and d.slot between u.first and u.last
                           and d.state = 'sending' and d.owner = :dead
                         order by d.slot for no key update) found),
            buried as (
                 update delivery d set state = 'unknown', ask_at = :ask, maybe_sent = true, checks = null, owner = null,
                        lane = (select t.lane from directive_taken t where t.revision_key = orphan.revision_key)
                   from orphan where d.revision_key = orphan.revision_key and d.slot = orphan.slot -- primary key
                 returning d.id, d.revision_key, d.slot, d.attempts)
            select %s, d.attempts, w.claimed_at from buried d join work_record w on %s
            """.formatted(Placed.COLUMNS, Placed.OF_RECORD)).set("ask", askAt).set("dead", dead).list(Orphan::read);
        attempts.keep(session, orphans.stream().map(Orphan::attempt).toList());
        session.sql("delete from engine_instance where number = :dead").set("dead", dead).update();
        Tally tally = new Tally();
        orphans.forEach(orphan -> tally.move(orphan.placed().place(), DeliveryState.SENDING, DeliveryState.UNKNOWN));
        tally.write(session);
        return orphans.size();
    }
}
