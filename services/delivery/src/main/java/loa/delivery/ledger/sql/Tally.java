package loa.delivery.ledger.sql;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import loa.contract.AreaCode;
import loa.delivery.Revision;
import loa.delivery.ledger.DeliveryState;
import loa.delivery.ledger.ReceiptState;
import loa.delivery.postgres.Query;
import loa.delivery.postgres.Session;

/**
 * What one transaction changes in the counts: collected while the ledger moves, written at its end, sorted by key, so that two
 * transactions never wait for each other crosswise. The version of each touched shard goes up: it is the sequence of its report.
 */
public final class Tally {
    private static final int STATES = DeliveryState.values().length;
    private static final int DELIVERED = STATES;
    private static final int UNDELIVERED = STATES + 1;
    private static final int REACH = STATES + 2;
    private static final int AUDIENCE = STATES + 3;
    private static final int COLUMNS = STATES + 4;

    private final Map<Place, long[]> counts = new TreeMap<>();
    private final Map<Why, Failures> failures = new TreeMap<>();
    private final Map<Shard, Span> shards = new TreeMap<>();

    /** One shard of a revision. */
    public record Shard(Revision revision, int number) implements Comparable<Shard> {
        private static final Comparator<Shard> ORDER = Comparator.comparing(Shard::revision).thenComparing(Shard::number);

        @Override
        public int compareTo(Shard other) {
            return ORDER.compare(this, other);
        }
    }

    /** Where a delivery is counted. */
    public record Place(Shard shard, AreaCode area) implements Comparable<Place> {
        private static final Comparator<Place> ORDER = Comparator.comparing(Place::shard).thenComparing(Place::area);

        /** The place of a delivery of this shard and area. */
        public static Place of(Revision revision, int shard, AreaCode area) {
            return new Place(new Shard(revision, shard), area);
        }

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    private record Why(Shard shard, String reason, String state) implements Comparable<Why> {
        private static final Comparator<Why> ORDER = Comparator.comparing(Why::shard).thenComparing(Why::reason)
                .thenComparing(Why::state);

        @Override
        public int compareTo(Why other) {
            return ORDER.compare(this, other);
        }
    }

    private static final class Failures {
        private long count;
        private @Nullable String detail;
    }

    private static final class Span {
        private @Nullable Instant first;
        private @Nullable Instant last;
        private boolean settled;
    }

    /** More (or, negative, fewer) recipients have been found. */
    public void audience(Place place, long number) {
        add(place, AUDIENCE, number);
    }

    /** A recipient whom nobody had claimed, or a delivery of another state, is now in this state. */
    public void move(Place place, @Nullable DeliveryState from, @Nullable DeliveryState to) {
        if (from != null) {
            add(place, from.ordinal(), -1);
        }
        if (to != null) {
            add(place, to.ordinal(), 1);
            span(place.shard()).settled |= to.isSettled();
        }
    }

    /** Devices behind a delivery that was accepted. */
    public void reach(Place place, long devices) {
        add(place, REACH, devices);
    }

    /** An accepted delivery has got a better receipt. */
    void receipt(Place place, @Nullable ReceiptState from, ReceiptState to) {
        addReceipt(place, from, -1);
        addReceipt(place, to, 1);
    }

    /** One more (or fewer) ended so. {@code state} is one of {@code api.md}, {@code undelivered} among them. */
    public void failure(Place place, String reason, String state, @Nullable String detail, int number) {
        Failures failure = failures.computeIfAbsent(new Why(place.shard(), reason, state), why -> new Failures());
        failure.count += number;
        failure.detail = detail == null ? failure.detail : detail;
        touch(place.shard());
    }

    /** An attempt was made at this moment. */
    public void attempted(Place place, Instant at) {
        Span span = span(place.shard());
        span.first = span.first == null || at.isBefore(span.first) ? at : span.first;
        span.last = span.last == null || at.isAfter(span.last) ? at : span.last;
    }

    /** Something about the revision has changed that its report says. */
    public void touch(Shard shard) {
        span(shard);
    }

    /**
     * Writes everything; the last thing a transaction does. The versions first: they lock the shards in order, and only who holds a shard's
     * lock writes its counts, so these need no order of their own.
     */
    public void write(Session session) {
        writeVersions(session);
        writeCounts(session);
        writeFailures(session);
    }

    private Span span(Shard shard) {
        return shards.computeIfAbsent(shard, s -> new Span());
    }

    private void add(Place place, int column, long number) {
        counts.computeIfAbsent(place, p -> new long[COLUMNS])[column] += number;
        touch(place.shard());
    }

    private void addReceipt(Place place, @Nullable ReceiptState state, int number) {
        if (state == ReceiptState.DELIVERED) {
            add(place, DELIVERED, number);
        }
        if (state == ReceiptState.UNDELIVERED) {
            add(place, UNDELIVERED, number);
        }
    }

    private void writeCounts(Session session) {
        if (counts.isEmpty()) {
            return;
        }
        insertNew(session);
        Query update = keys(session.sql(
                """
                    update tally t
                       set sending = t.sending + i.c0, deferred = t.deferred + i.c1, unknown = t.unknown + i.c2, accepted = t.accepted + i.c3,
                           refused = t.refused + i.c4, gone = t.gone + i.c5, expired = t.expired + i.c6, cancelled = t.cancelled + i.c7,
                           delivered = t.delivered + i.c8, undelivered = t.undelivered + i.c9, reach = t.reach + i.c10,
                           audience = t.audience + i.c11
                      from unnest(:directives::uuid[], :revisions::int[], :shards::smallint[], :areas::text[], :c0::bigint[], :c1::bigint[],
                                  :c2::bigint[], :c3::bigint[], :c4::bigint[], :c5::bigint[], :c6::bigint[], :c7::bigint[], :c8::bigint[],
                                  :c9::bigint[], :c10::bigint[], :c11::bigint[])
                           as i (directive, revision, shard, area, c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11)
                     where (t.directive, t.revision, t.shard, t.area) = (i.directive, i.revision, i.shard, i.area)
                    """));
        for (int column = 0; column < COLUMNS; column++) {
            int c = column;
            update.array("c" + c, "int8", counts.values().stream().map(row -> row[c]).toList());
        }
        int updated = update.update();
        if (updated != counts.size()) {
            throw new IllegalStateException("%d of %d counts are missing".formatted(counts.size() - updated, counts.size()));
        }
    }

    /** Only planning finds new places; every other transaction moves recipients who are counted already. */
    private void insertNew(Session session) {
        if (counts.values().stream().noneMatch(row -> row[AUDIENCE] > 0)) {
            return;
        }
        keys(session.sql("""
            insert into tally (directive, revision, shard, area)
            select * from unnest(:directives::uuid[], :revisions::int[], :shards::smallint[], :areas::text[])
            on conflict do nothing
            """)).update();
    }

    private Query keys(Query query) {
        List<Place> places = new ArrayList<>(counts.keySet());
        return query.array("directives", "uuid", places.stream().map(p -> p.shard().revision().directive()).toList())
                .array("revisions", "int4", places.stream().map(p -> p.shard().revision().number()).toList())
                .array("shards", "int2", places.stream().map(p -> p.shard().number()).toList())
                .array("areas", "text", places.stream().map(Place::area).toList());
    }

    private void writeFailures(Session session) {
        if (failures.isEmpty()) {
            return;
        }
        List<Why> keys = new ArrayList<>(failures.keySet());
        shards(session
                .sql("""
                    insert into tally_failure as f (directive, revision, shard, reason, state, count, detail)
                    select * from unnest(:directives::uuid[], :revisions::int[], :shards::smallint[], :reasons::text[], :states::text[],
                                         :counts::bigint[], :details::text[])
                    on conflict (directive, revision, shard, reason, state)
                    do update set count = f.count + excluded.count, detail = coalesce(excluded.detail, f.detail)
                    """), keys.stream().map(Why::shard).toList()).array("reasons", "text", keys.stream().map(Why::reason).toList())
                .array("states", "text", keys.stream().map(Why::state).toList())
                .array("counts", "int8", failures.values().stream().map(f -> f.count).toList())
                .array("details", "text", failures.values().stream().map(f -> f.detail).toList()).update();
    }

    private void writeVersions(Session session) {
        if (shards.isEmpty()) {
            return;
        }
        shards(session.sql(
                """
                    insert into report_shard as r (directive, revision, shard, version, news_since, first_attempt_at, last_attempt_at, settled_at)
                    select i.directive, i.revision, i.shard, 1, clock_timestamp(), i.first, i.last, case when i.settled then clock_timestamp() end
                      from unnest(:directives::uuid[], :revisions::int[], :shards::smallint[], :firsts::timestamptz[], :lasts::timestamptz[],
                                  :settled::boolean[]) as i (directive, revision, shard, first, last, settled)
                    on conflict (directive, revision, shard)
                    do update set version = r.version + 1, news_since = coalesce(r.news_since, excluded.news_since),
                                  first_attempt_at = least(r.first_attempt_at, excluded.first_attempt_at),
                                  last_attempt_at = greatest(r.last_attempt_at, excluded.last_attempt_at),
                                  settled_at = coalesce(excluded.settled_at, r.settled_at)
                    """),
                new ArrayList<>(shards.keySet())).array("firsts", "timestamptz", shards.values().stream().map(s -> s.first).toList())
                .array("settled", "bool", shards.values().stream().map(s -> s.settled).toList())
                .array("lasts", "timestamptz", shards.values().stream().map(s -> s.last).toList()).update();
    }

    private static Query shards(Query query, List<Shard> keys) {
        return query.array("directives", "uuid", keys.stream().map(s -> s.revision().directive()).toList())
                .array("revisions", "int4", keys.stream().map(s -> s.revision().number()).toList())
                .array("shards", "int2", keys.stream().map(Shard::number).toList());
    }
}
