package loa.delivery.ledger.sql;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import loa.contract.DirectiveId;
import loa.delivery.Revision;
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
    private final String provider;
    private final Duration longestSend;

    /**
     * @param provider    the name that stands in attempts
     * @param longestSend how long after the last sign of life a send may still be under way: before that nobody is asked about it
     */
    public SqlTakeover(Database database, String provider, Duration longestSend) {
        this.database = database;
        this.provider = provider;
        this.longestSend = longestSend;
    }

    private record Dead(int number, Instant aliveUntil) {}

    private record Orphan(Placed placed, int attempt, Instant claimedAt) {
        static Orphan read(Row row) throws SQLException {
            return new Orphan(Placed.read(row), row.integer("attempts"), row.instant("claimed_at"));
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
        session.sql(PATIENCE).run();
        List<Orphan> orphans = new ArrayList<>();
        for (Revision revision : revisionsUnderWay(session)) {
            orphans.addAll(session
                    .sql("""
                        update delivery d set state = 'unknown', ask_at = :ask, maybe_sent = true, checks = 0
                         where d.directive = :directive and d.revision = :revision and d.state = 'sending' and d.owner = :dead -- primary key
                        returning %s, d.attempts, d.claimed_at
                        """.formatted(
                            Placed.COLUMNS))
                    .set("ask", askAt).set("directive", revision.directive().value())
                    .set("revision", revision.number()).set("dead", dead).list(Orphan::read));
        }
        keepAttempts(session, orphans);
        session.sql("delete from engine_instance where number = :dead").set("dead", dead).update();
        Tally tally = new Tally();
        orphans.forEach(orphan -> tally.move(orphan.placed().place(), DeliveryState.SENDING, DeliveryState.UNKNOWN));
        tally.write(session);
        return orphans.size();
    }

    /** From the counts, since no index of the ledger knows the owner: it would cost two writes a delivery, and instances seldom die. */
    private static List<Revision> revisionsUnderWay(Session session) {
        return session.sql("select distinct directive, revision from tally where sending > 0 order by directive, revision")
                .list(row -> new Revision(new DirectiveId(row.uuid("directive")), row.integer("revision")));
    }

    private void keepAttempts(Session session, List<Orphan> orphans) {
        session.sql("""
            insert into attempt (delivery, number, at, provider, outcome, code, took_ms)
            select i.delivery, i.number, i.at, :provider, 'unknown', 'owner-dead', 0
              from unnest(:ids::uuid[], :numbers::smallint[], :ats::timestamptz[]) as i (delivery, number, at)
            on conflict do nothing
            """).set("provider", provider).array("ids", "uuid", orphans.stream().map(o -> o.placed().id()).toList())
                .array("numbers", "int2", orphans.stream().map(Orphan::attempt).toList())
                .array("ats", "timestamptz", orphans.stream().map(Orphan::claimedAt).toList()).update();
    }
}
