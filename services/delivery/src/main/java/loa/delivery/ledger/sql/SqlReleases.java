package loa.delivery.ledger.sql;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

import loa.contract.AreaCode;
import loa.contract.BulletinClass;
import loa.delivery.DeliveryId;
import loa.delivery.Revision;
import loa.delivery.ledger.DeliveryState;
import loa.delivery.ledger.Releases;
import loa.delivery.postgres.Database;
import loa.delivery.postgres.Session;

/** {@link Releases} in PostgreSQL. */
public final class SqlReleases implements Releases {
    private static final Duration BEFORE_ANOTHER_LOOK = Duration.ofSeconds(1);

    private final Database database;

    /** Works on this schema. */
    public SqlReleases(Database database) {
        this.database = database;
    }

    private record RecordKey(Revision revision, int seq) implements Comparable<RecordKey> {
        @Override
        public int compareTo(RecordKey other) {
            int order = revision.compareTo(other.revision);
            return order != 0 ? order : Integer.compare(seq, other.seq);
        }
    }

    @Override
    public void putBack(Collection<DeliveryId> ids, int owner, Instant now) {
        database.change(session -> {
            List<Placed> planned = session.sql("""
                delete from delivery d
                 where id = any(:ids::uuid[]) and state = 'sending' and owner = :owner and attempts = 1
                returning %s
                """.formatted(Placed.COLUMNS)).array("ids", "uuid", ids).set("owner", owner)
                    .list(Placed::read);
            List<Placed> deferred = session.sql("""
                update delivery d set state = 'deferred', attempts = attempts - 1, retry_at = :next
                 where id = any(:ids::uuid[]) and state = 'sending' and owner = :owner and attempts > 1
                returning %s
                """.formatted(Placed.COLUMNS)).array("ids", "uuid", ids).set("owner", owner)
                    .set("next", now.plus(BEFORE_ANOTHER_LOOK))
                    .list(Placed::read);
            park(session, planned);
            Tally tally = new Tally();
            planned.forEach(row -> tally.move(row.place(), DeliveryState.SENDING, null));
            deferred.forEach(row -> tally.move(row.place(), DeliveryState.SENDING, DeliveryState.DEFERRED));
            tally.write(session);
        });
    }

    @Override
    public void putBackStray(BulletinClass lane, Collection<DeliveryId> known, int owner, Instant now) {
        List<DeliveryId> stray = database.inTransaction(session -> session
                .sql("""
                    select d.id from delivery d
                      join (select distinct directive, revision from tally where sending > 0) t using (directive, revision) -- primary key
                     where d.state = 'sending' and d.owner = :owner and d.lane = :lane::lane and d.attempts > 1 and d.id <> all(:known::uuid[])
                    """)
                .set("owner", owner).set("lane", lane.code()).array("known", "uuid", known).list(row -> new DeliveryId(row.uuid("id"))));
        putBack(stray, owner, now);
    }

    private static void park(Session session, List<Placed> rows) {
        Map<RecordKey, TreeSet<AreaCode>> records = new TreeMap<>();
        rows.forEach(row -> records.computeIfAbsent(new RecordKey(row.revision(), row.seq()), r -> new TreeSet<>()).add(row.area()));
        records.forEach(
                (record, areas) -> session.sql("""
                    update work_record set state = 'parked', parked_areas = parked_areas || :areas::text[]
                     where directive = :directive and revision = :revision and seq = :seq
                    """).array("areas", "text", areas).set("directive", record.revision().directive().value())
                        .set("revision", record.revision().number()).set("seq", record.seq()).update());
    }
}
