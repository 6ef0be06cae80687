package loa.delivery.ledger.sql;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

import loa.delivery.ledger.DeliveryState;
import loa.delivery.ledger.Endings;
import loa.delivery.postgres.Database;
import loa.delivery.postgres.Row;
import loa.delivery.postgres.Session;

/** {@link Endings} in PostgreSQL. */
public final class SqlEndings implements Endings {
    private final Database database;

    /** Works on this schema. */
    public SqlEndings(Database database) {
        this.database = database;
    }

    private record Ended(Placed placed, DeliveryState now) {
        /** After a table {@code ended} of whole rows: only what has ended is looked for among the records. */
        static final String PLACED = "select %s, d.state from ended d join work_record w on %s"
                .formatted(Placed.COLUMNS, Placed.OF_RECORD);

        static Ended read(Row row) throws SQLException {
            return new Ended(Placed.read(row), DeliveryState.ofCode(row.text("state")));
        }
    }

    @Override
    public int expire(Instant since, Instant now, int limit) {
        return database.inTransaction(session -> {
            session.oneByOne();
            int ended = count(session,
                    session.sql("""
                        with ending as (
                             select d.revision_key, d.slot from directive_taken t
                               join delivery d on d.revision_key = t.revision_key -- delivery_waiting
                              where t.expires > :since and t.expires <= :now and d.retry_at is not null and d.state = 'deferred'
                              limit :limit for update of d skip locked),
                        ended as (
                             update delivery d
                                set state = case when d.maybe_sent then 'unknown' else 'expired' end::delivery_state, retry_at = null,
                                    settled_at = case when not d.maybe_sent then :now::timestamptz end,
                                    reason = case when d.maybe_sent then d.reason end
                               from ending where d.revision_key = ending.revision_key and d.slot = ending.slot -- primary key
                             returning d.*)
                        %s
                        """.formatted(Ended.PLACED)).set("since", since).set("now", now).set("limit", limit).list(Ended::read));
            return ended
                    + session.sql("""
                        with ending as (
                             select d.revision_key, d.slot from directive_taken t
                               join delivery d on d.revision_key = t.revision_key -- delivery_waiting
                              where t.expires > :since and t.expires <= :now and d.ask_at is not null and d.state = 'unknown'
                              limit :limit for update of d skip locked)
                        update delivery d set ask_at = null from ending
                         where d.revision_key = ending.revision_key and d.slot = ending.slot -- primary key
                        """).set("since", since).set("now", now).set("limit", limit).update();
        });
    }

    @Override
    public int cancel(Instant since, Instant now, int limit) {
        return database.inTransaction(session -> count(session,
                session.oneByOne().sql("""
                    with ending as (
                         select d.revision_key, d.slot from withdrawal v
                           join directive_taken t on t.directive = v.directive and t.revision <= v.revision
                           join delivery d on d.revision_key = t.revision_key -- delivery_waiting
                          where v.acknowledged_at > :since and d.retry_at is not null and d.state = 'deferred'
                          limit :limit for update of d skip locked),
                    ended as (
                         update delivery d
                            set state = case when d.maybe_sent then 'unknown' else 'cancelled' end::delivery_state, retry_at = null,
                                settled_at = case when not d.maybe_sent then :now::timestamptz end,
                                reason = case when d.maybe_sent then d.reason else 'withdrawn' end
                           from ending where d.revision_key = ending.revision_key and d.slot = ending.slot -- primary key
                         returning d.*)
                    %s
                    """.formatted(Ended.PLACED)).set("since", since).set("now", now).set("limit", limit).list(Ended::read)));
    }

    private static int count(Session session, List<Ended> ended) {
        Tally tally = new Tally();
        ended.forEach(end -> tally.move(end.placed().place(), DeliveryState.DEFERRED, end.now()));
        tally.write(session);
        return ended.size();
    }
}
