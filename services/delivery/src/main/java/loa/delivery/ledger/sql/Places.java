package loa.delivery.ledger.sql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import loa.contract.AreaCode;
import loa.contract.DirectiveId;
import loa.delivery.DeliveryId;
import loa.delivery.Revision;
import loa.delivery.postgres.Session;
import loa.delivery.work.WorkRecord;

/**
 * Where deliveries are counted, found by their ids alone: the runs of a work record never change, so those used last are remembered, and the
 * ledger's rows need not say the area. Thread-safe.
 */
final class Places {
    private static final int MOST_REMEMBERED = 2_048;

    private final Map<RecordKey, Runs> remembered = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<RecordKey, Runs> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    private record RecordKey(long revision, int seq) {}

    /**
     * @param ends before which place each run ends
     */
    private record Runs(Revision revision, List<AreaCode> areas, int[] ends) {
        AreaCode areaOf(int place) {
            int run = 0;
            while (ends[run] <= place) {
                run++;
            }
            return areas.get(run);
        }
    }

    /** The places of some deliveries. */
    static final class Found {
        private final Map<RecordKey, Runs> records;

        private Found(Map<RecordKey, Runs> records) {
            this.records = records;
        }

        /**
         * Where a delivery is counted.
         *
         * @throws IllegalStateException for one whose record does not exist
         */
        Tally.Place of(DeliveryId id) {
            Runs runs = records.get(new RecordKey(id.key(), id.seq()));
            if (runs == null) {
                throw new IllegalStateException("%s is of no record".formatted(id));
            }
            return Tally.Place.of(runs.revision(), WorkRecord.shardOf(id.seq()), runs.areaOf(id.place()));
        }
    }

    /** Looks up what is not remembered. */
    Found find(Session session, Collection<DeliveryId> ids) {
        Map<RecordKey, Runs> found = new HashMap<>();
        Set<RecordKey> missing = new HashSet<>();
        synchronized (remembered) {
            for (DeliveryId id : ids) {
                RecordKey key = new RecordKey(id.key(), id.seq());
                Runs runs = found.containsKey(key) ? found.get(key) : remembered.get(key);
                if (runs == null) {
                    missing.add(key);
                } else {
                    found.put(key, runs);
                }
            }
        }
        if (!missing.isEmpty()) {
            Map<RecordKey, Runs> read = read(session, missing);
            found.putAll(read);
            synchronized (remembered) {
                remembered.putAll(read);
            }
        }
        return new Found(found);
    }

    private static Map<RecordKey, Runs> read(Session session, Set<RecordKey> keys) {
        List<RecordKey> missing = new ArrayList<>(keys);
        Map<RecordKey, Runs> read = new HashMap<>();
        session.sql("""
            select w.revision_key, w.seq, w.directive, w.revision, w.areas, w.run_ends
              from unnest(:keys::bigint[], :seqs::int[]) as i (key, seq)
              join work_record w on (w.revision_key, w.seq) = (i.key, i.seq) -- primary key
            """).array("keys", "int8", missing.stream().map(RecordKey::revision).toList())
                .array("seqs", "int4", missing.stream().map(RecordKey::seq).toList())
                .list(row -> read.put(new RecordKey(row.number("revision_key"), row.integer("seq")),
                        new Runs(new Revision(new DirectiveId(row.uuid("directive")), row.integer("revision")),
                                row.list("areas", String.class).stream().map(AreaCode::new).toList(),
                                row.list("run_ends", Integer.class).stream().mapToInt(e -> e).toArray())));
        return read;
    }
}
