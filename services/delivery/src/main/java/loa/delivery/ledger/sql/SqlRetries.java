package loa.delivery.ledger.sql;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

import loa.contract.AreaCode;
import loa.contract.BulletinClass;
import loa.delivery.DeliveryId;
import loa.delivery.ledger.DeliveryState;
import loa.delivery.ledger.OpenDelivery;
import loa.delivery.ledger.Retries;
import loa.delivery.postgres.Database;
import loa.delivery.postgres.Row;

/** {@link Retries} in PostgreSQL. */
public final class SqlRetries implements Retries {
    /** As many attempts as the column can count: weeks of one every half minute. What has had them waits for its end, the others go on. */
    private static final String DUE = """
        d.lane = :lane::lane and d.retry_at <= :now and d.state = 'deferred' and d.attempts < 32767
        and area_of(d.slot, w.areas, w.run_ends) <> all(:halted::text[])
        """;

    private final Database database;

    /** Works on this schema. */
    public SqlRetries(Database database) {
        this.database = database;
    }

    private record Taken(OpenDelivery delivery, Placed placed) {
        static Taken read(Row row) throws SQLException {
            return new Taken(OpenDeliveries.read(row), Placed.read(row));
        }
    }

    @Override
    public List<OpenDelivery> take(BulletinClass lane, Collection<AreaCode> halted, int owner, Instant now, int limit) {
        if (!isAnyDue(lane, halted, now)) {
            return List.of();
        }
        return database.inTransaction(session -> {
            if (!SqlClaims.isAlive(session, owner)) {
                return List.of();
            }
            List<Taken> taken = session.oneByOne()
                    .sql("""
                        with due as (
                             select d.revision_key, d.slot from delivery d -- delivery_retry
                               join work_record w on %s
                              where %s
                              order by d.retry_at limit :limit for update of d skip locked),
                        taken as (
                             update delivery d set state = 'sending', attempts = d.attempts + 1, owner = :owner, retry_at = null
                               from due where d.revision_key = due.revision_key and d.slot = due.slot -- primary key
                             returning d.*)
                        select %s from taken d join work_record w on %s
                        """.formatted(Placed.OF_RECORD, DUE, OpenDeliveries.COLUMNS, Placed.OF_RECORD)).set("lane", lane.code())
                    .set("now", now)
                    .set("limit", limit)
                    .set("owner", owner)
                    .array("halted", "text", halted).list(Taken::read);
            Tally tally = new Tally();
            taken.forEach(t -> tally.move(t.placed().place(), DeliveryState.DEFERRED, DeliveryState.SENDING));
            tally.write(session);
            return taken.stream().map(Taken::delivery).toList();
        });
    }

    /** Looks at the index alone: several times a second nothing is due, and then nothing is locked or written. */
    private boolean isAnyDue(BulletinClass lane, Collection<AreaCode> halted, Instant now) {
        return database.inTransaction(session -> session.oneByOne()
                .sql("""
                    select 1 from delivery d join work_record w on %s -- delivery_retry
                     where %s limit 1
                    """.formatted(Placed.OF_RECORD, DUE)).set("lane", lane.code()).set("now", now).array("halted", "text", halted)
                .exists());
    }

    @Override
    public boolean isStillOurs(DeliveryId id, int attempt, int owner) {
        return database.inTransaction(session -> session
                .sql("""
                    select 1 from delivery -- primary key
                     where revision_key = :key and slot = :slot and salt = :salt and state = 'sending' and attempts = :attempt and owner = :owner
                    """)
                .set("key", id.key()).set("slot", id.slot()).set("salt", id.salt()).set("attempt", attempt).set("owner", owner).exists());
    }
}
