package loa.delivery.ledger.sql;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import loa.contract.AreaCode;
import loa.contract.BulletinClass;
import loa.delivery.DeliveryId;
import loa.delivery.ledger.DeliveryState;
import loa.delivery.ledger.Releases;
import loa.delivery.postgres.Database;
import loa.delivery.postgres.Session;

/** {@link Releases} in PostgreSQL. */
public final class SqlReleases implements Releases {
    private static final Duration BEFORE_ANOTHER_LOOK = Duration.ofSeconds(1);

    private final Places places = new Places();
    private final Database database;

    /** Works on this schema. */
    public SqlReleases(Database database) {
        this.database = database;
    }

    private record RecordKey(long revision, int seq) implements Comparable<RecordKey> {
        private static final Comparator<RecordKey> ORDER = Comparator.comparingLong(RecordKey::revision).thenComparingInt(RecordKey::seq);

        static RecordKey of(DeliveryId id) {
            return new RecordKey(id.key(), id.seq());
        }

        @Override
        public int compareTo(RecordKey other) {
            return ORDER.compare(this, other);
        }
    }

    @Override
    public void putBack(Collection<DeliveryId> ids, int owner, Instant now) {
        database.change(session -> {
            session.oneByOne();
            Places.Found found = places.find(session, ids);
            lockRecords(session, ids);
            Tally tally = new Tally();
            List<DeliveryId> planned = new ArrayList<>();
            for (Batch<DeliveryId> batch : Batch.of(ids, id -> id)) {
                planned.addAll(plan(session, batch, owner));
                defer(session, batch, owner, now).forEach(id -> tally.move(found.of(id), DeliveryState.SENDING, DeliveryState.DEFERRED));
            }
            park(session, planned, found);
            planned.forEach(id -> tally.move(found.of(id), DeliveryState.SENDING, null));
            tally.write(session);
        });
    }

    /** Before their deliveries: so does who claims them, and waits there for rows that are taken out here. */
    private static void lockRecords(Session session, Collection<DeliveryId> ids) {
        List<RecordKey> records = ids.stream().map(RecordKey::of).distinct().sorted().toList();
        session.sql("""
            select 1 from unnest(:keys::bigint[], :seqs::int[]) with ordinality as i (key, seq, place)
              join work_record w on (w.revision_key, w.seq) = (i.key, i.seq) -- primary key
             order by i.place for no key update of w
            """).array("keys", "int8", records.stream().map(RecordKey::revision).toList())
                .array("seqs", "int4", records.stream().map(RecordKey::seq).toList()).run();
    }

    private static List<DeliveryId> plan(Session session, Batch<DeliveryId> batch, int owner) {
        return batch.at(Batch.slots(batch.name(session.sql(Batch.INPUT + """
            delete from delivery d using input i where %s and d.state = 'sending' and d.owner = :owner and d.attempts = 1
            returning d.slot
            """.formatted(Batch.IS_INPUT))).set("owner", owner)));
    }

    private static List<DeliveryId> defer(Session session, Batch<DeliveryId> batch, int owner, Instant now) {
        return batch.at(Batch.slots(batch.name(session.sql(Batch.INPUT + """
            update delivery d set state = 'deferred', attempts = attempts - 1, retry_at = :next, owner = null
              from input i where %s and d.state = 'sending' and d.owner = :owner and d.attempts > 1
            returning d.slot
            """.formatted(Batch.IS_INPUT))).set("owner", owner).set("next", now.plus(BEFORE_ANOTHER_LOOK))));
    }

    @Override
    public void putBackStray(BulletinClass lane, Collection<DeliveryId> known, int owner, Instant now) {
        Set<DeliveryId> inHand = Set.copyOf(known);
        List<DeliveryId> stray = database.inTransaction(session -> session.oneByOne()
                .sql(UnderWay.WITH
                        + """
                            select d.id from under_way u join delivery d on d.revision_key = u.revision_key and d.slot between u.first and u.last -- primary key
                             where d.state = 'sending' and d.owner = :owner and d.lane = :lane::lane and d.attempts > 1
                            """)
                .set("owner", owner).set("lane", lane.code()).list(row -> new DeliveryId(row.uuid("id"))));
        putBack(stray.stream().filter(id -> !inHand.contains(id)).toList(), owner, now);
    }

    private static void park(Session session, List<DeliveryId> planned, Places.Found found) {
        Map<RecordKey, TreeSet<AreaCode>> records = new TreeMap<>();
        planned.forEach(id -> records.computeIfAbsent(RecordKey.of(id), r -> new TreeSet<>()).add(found.of(id).area()));
        records.forEach((record, areas) -> session.sql("""
            update work_record set state = 'parked', parked_areas = parked_areas || :areas::text[]
             where revision_key = :key and seq = :seq
            """).array("areas", "text", areas).set("key", record.revision()).set("seq", record.seq()).update());
    }
}
