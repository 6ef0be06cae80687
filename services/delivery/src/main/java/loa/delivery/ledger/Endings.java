package loa.delivery.ledger;

import java.time.Instant;
import java.util.List;

import loa.delivery.postgres.Database;
import loa.delivery.postgres.Session;

/** Ends what waits for another attempt when its directive expires or is withdrawn. */
public final class Endings {
    private final Database database;

    /** Works on this schema. */
    public Endings(Database database) {
        this.database = database;
    }

    /**
     * Ends up to {@code limit} deferred deliveries of directives that expired, and stops asking about unknown ones of these.
     *
     * @param since only directives that expired after this moment
     * @return how many were ended or stopped
     */
    public int expire(Instant since, Instant now, int limit) {
        return database.inTransaction(session -> {
            int ended = end(session,
                    session.sql("""
                                with ending as (
                                     select d.id from directive_taken t
                                       join delivery d on (d.directive, d.revision) = (t.directive, t.revision) -- delivery_waiting
                                      where t.expires > :since and t.expires <= :now and d.next_at is not null and d.state = 'deferred'
                                      limit :limit for update of d skip locked)
                                update delivery d set state = 'expired', next_at = null, settled_at = :now, reason = null
                                  from ending where d.id = ending.id
                                returning %s
                                """.formatted(Placed.COLUMNS)).set("since", since).set("now", now).set("limit", limit).list(Placed::read),
                    DeliveryState.EXPIRED);
            return ended
                    + session.sql("""
                                  with ending as (
                                       select d.id from directive_taken t
                                         join delivery d on (d.directive, d.revision) = (t.directive, t.revision) -- delivery_waiting
                                        where t.expires > :since and t.expires <= :now and d.next_at is not null and d.state = 'unknown'
                                        limit :limit for update of d skip locked)
                                  update delivery d set next_at = null from ending where d.id = ending.id
                                  """).set("since", since).set("now", now).set("limit", limit).update();
        });
    }

    /**
     * Ends up to {@code limit} deferred deliveries of revisions that were withdrawn.
     *
     * @param since only revisions withdrawn after this moment
     */
    public int cancel(Instant since, Instant now, int limit) {
        return database.inTransaction(session -> end(session,
                session.sql("""
                            with ending as (
                                 select d.id from withdrawal v
                                   join delivery d on d.directive = v.directive and d.revision <= v.revision -- delivery_waiting
                                  where v.acknowledged_at > :since and d.next_at is not null and d.state = 'deferred'
                                  limit :limit for update of d skip locked)
                            update delivery d set state = 'cancelled', next_at = null, settled_at = :now, reason = 'withdrawn'
                              from ending where d.id = ending.id
                            returning %s
                            """.formatted(Placed.COLUMNS)).set("since", since).set("now", now).set("limit", limit).list(Placed::read),
                DeliveryState.CANCELLED));
    }

    private static int end(Session session, List<Placed> ended, DeliveryState state) {
        Tally tally = new Tally();
        ended.forEach(placed -> tally.move(placed.place(), DeliveryState.DEFERRED, state));
        tally.write(session);
        return ended.size();
    }
}
