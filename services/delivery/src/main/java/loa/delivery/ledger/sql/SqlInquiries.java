package loa.delivery.ledger.sql;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import loa.contract.BulletinClass;
import loa.delivery.ledger.DeliveryState;
import loa.delivery.ledger.Inquiries;
import loa.delivery.ledger.OpenDelivery;
import loa.delivery.postgres.Database;

/** {@link Inquiries} in PostgreSQL. */
public final class SqlInquiries implements Inquiries {
    private final Database database;

    /** Works on this schema. */
    public SqlInquiries(Database database) {
        this.database = database;
    }

    @Override
    public List<OpenDelivery> take(BulletinClass lane, Instant now, Duration lease, int limit) {
        return database.inTransaction(
                session -> session.sql("""
                    with due as (
                         select id from delivery -- delivery_ask
                          where lane = :lane::lane and ask_at <= :now and state = 'unknown'
                          order by ask_at limit :limit for update skip locked)
                    update delivery d set ask_at = :lease from due where d.id = due.id
                    returning %s
                    """.formatted(OpenDeliveries.COLUMNS)).set("lane", lane.code()).set("now", now).set("limit", limit)
                        .set("lease", now.plus(lease)).list(OpenDeliveries::read));
    }

    @Override
    public void write(OpenDelivery delivery, Finding finding, Instant now) {
        database.change(session -> {
            var update = switch (finding) {
                case Finding.Accepted accepted ->
                    session.sql("""
                        update delivery d set state = 'accepted', ask_at = null, settled_at = :now, reason = null, detail = null,
                               reference = coalesce(:reference, d.reference)
                         where d.id = :id and d.state = 'unknown' and d.attempts = :attempt
                        returning %s
                        """.formatted(Placed.COLUMNS)).set("now", now).set("reference", accepted.reference());
                case Finding.SendAgain again ->
                    session.sql("""
                        update delivery d set state = 'deferred', retry_at = :at, ask_at = null, checks = 0, maybe_sent = :maybe
                         where d.id = :id and d.state = 'unknown' and d.attempts = :attempt
                        returning %s
                        """.formatted(Placed.COLUMNS)).set("at", again.at()).set("maybe", again.maybeSent());
                case Finding.StillUnknown still ->
                    session.sql("""
                        update delivery d set ask_at = :at, checks = :checks
                         where d.id = :id and d.state = 'unknown' and d.attempts = :attempt
                        returning %s
                        """.formatted(Placed.COLUMNS)).set("at", still.askAt()).set("checks", still.checks());
            };
            Optional<Placed> moved = update.set("id", delivery.id().value()).set("attempt", delivery.attempt()).first(Placed::read);
            Tally tally = new Tally();
            moved.ifPresent(placed -> count(tally, placed, finding));
            tally.write(session);
        });
    }

    private static void count(Tally tally, Placed placed, Finding finding) {
        switch (finding) {
            case Finding.Accepted _ -> {
                tally.move(placed.place(), DeliveryState.UNKNOWN, DeliveryState.ACCEPTED);
                tally.reach(placed.place(), 1);
            }
            case Finding.SendAgain _ -> tally.move(placed.place(), DeliveryState.UNKNOWN, DeliveryState.DEFERRED);
            case Finding.StillUnknown _ -> {
            }
        }
    }
}
