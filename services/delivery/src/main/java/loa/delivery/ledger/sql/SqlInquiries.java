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
    /** Of the delivery that was asked about, unless it has moved. */
    private static final String MOVED = """
        %s and d.revision_key = :key and d.slot = :slot and d.salt = :salt -- primary key
           and d.state = 'unknown' and d.attempts = :attempt
        returning %s
        """.formatted(Placed.OF_RECORD, Placed.COLUMNS);

    private final Database database;

    /** Works on this schema. */
    public SqlInquiries(Database database) {
        this.database = database;
    }

    @Override
    public List<OpenDelivery> take(BulletinClass lane, Instant now, Duration lease, int limit) {
        return database.inTransaction(session -> session.oneByOne()
                .sql("""
                    with due as (
                         select revision_key, slot from delivery -- delivery_ask
                          where lane = :lane::lane and ask_at <= :now and state = 'unknown'
                          order by ask_at limit :limit for update skip locked),
                    taken as (
                         update delivery d set ask_at = :lease
                           from due where d.revision_key = due.revision_key and d.slot = due.slot -- primary key
                         returning d.*)
                    select %s from taken d join work_record w on %s
                    """.formatted(OpenDeliveries.COLUMNS, Placed.OF_RECORD)).set("lane", lane.code()).set("now", now).set("limit", limit)
                .set("lease", now.plus(lease)).list(OpenDeliveries::read));
    }

    @Override
    public void write(OpenDelivery delivery, Finding finding, Instant now) {
        database.change(session -> {
            session.byIndex();
            var update = switch (finding) {
                case Finding.Accepted accepted ->
                    session.sql("""
                        update delivery d set state = 'accepted', ask_at = null, settled_at = :now, reason = null, detail = null,
                               reference = coalesce(:reference::bytea, d.reference)
                          from work_record w where %s
                        """.formatted(MOVED)).set("now", now).set("reference", Reference.pack(accepted.reference()));
                case Finding.SendAgain again ->
                    session.sql(
                            """
                                update delivery d set state = 'deferred', retry_at = :at, lane = w.lane, ask_at = null, checks = null, maybe_sent = :maybe
                                  from work_record w where %s
                                """.formatted(
                                    MOVED))
                            .set("at", again.at()).set("maybe", again.maybeSent());
                case Finding.StillUnknown still ->
                    session.sql("""
                        update delivery d set ask_at = :at, lane = w.lane, checks = :checks
                          from work_record w where %s
                        """.formatted(MOVED)).set("at", still.askAt()).set("checks", still.checks());
            };
            Optional<Placed> moved = update.set("key", delivery.id().key()).set("slot", delivery.id().slot())
                    .set("salt", delivery.id().salt()).set("attempt", delivery.attempt()).first(Placed::read);
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
