package loa.delivery.ledger.sql;

import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import loa.delivery.DeliveryId;
import loa.delivery.RecipientId;
import loa.delivery.ledger.Claims;
import loa.delivery.ledger.DeliveryState;
import loa.delivery.postgres.Database;
import loa.delivery.postgres.Row;
import loa.delivery.postgres.Session;
import loa.delivery.work.WorkRecord;

/** {@link Claims} in PostgreSQL: the unique row is the lease. */
public final class SqlClaims implements Claims {
    private final Database database;

    /** Works on this schema. */
    public SqlClaims(Database database) {
        this.database = database;
    }

    @Override
    public Result claim(Request request, int owner, Instant now) {
        request.entries().forEach(entry -> checkId(request, entry));
        return database.inTransaction(session -> {
            WorkRecord record = request.record();
            Head head = head(session.byIndex(), record, owner);
            if (!head.alive()) {
                return new Result.OwnerDead();
            }
            if (!head.same()) {
                return new Result.NotPlanned(head.known());
            }
            if (head.done()) {
                return new Result.Claimed(ownRows(session, request.tried(), owner));
            }
            boolean sends = request.entries().stream().anyMatch(e -> e.state() == DeliveryState.SENDING);
            if (head.withdrawn() && (sends || !request.parked().isEmpty())) {
                return new Result.Withdrawn();
            }
            return new Result.Claimed(take(session, request.without(head.elsewhere()), head.elsewhere(), owner, now));
        });
    }

    private static void checkId(Request request, Entry entry) {
        WorkRecord record = request.record();
        DeliveryId id = entry.id();
        DeliveryId first = request.entries().getFirst().id();
        if (id.salt() != first.salt() || id.seq() != record.seq() || id.key() != record.revision().key() || id.place() >= record.size()) {
            throw new IllegalArgumentException("%s is no id of record %s".formatted(id, record.key()));
        }
    }

    /** Locks the owner's row against being declared dead until this transaction ends. Heartbeats pass. */
    static boolean isAlive(Session session, int owner) {
        return session.sql("select 1 from engine_instance where number = :owner for key share").set("owner", owner).exists();
    }

    private record Head(boolean alive, boolean known, boolean done, boolean same, boolean withdrawn, Set<RecipientId> elsewhere) {
        static Head read(Row row) throws SQLException {
            return new Head(row.flag("alive"), row.flag("known"), row.flag("done"), row.flag("same"), row.flag("withdrawn"),
                    row.list("found_elsewhere", UUID.class).stream().map(RecipientId::new).collect(Collectors.toSet()));
        }
    }

    /** Locks the record, and the owner's row as {@link #isAlive} does. */
    private static Head head(Session session, WorkRecord record, int owner) {
        return session.sql("""
            with owner as (select 1 from engine_instance where number = :owner for key share),
                 head as (select w.state = 'done' as done, w.digest = :digest as same, w.found_elsewhere,
                                 exists (select from withdrawal v where v.directive = w.directive and v.revision >= w.revision) as withdrawn
                            from work_record w -- primary key
                           where w.revision_key = :key and w.seq = :seq for update)
            select exists (select from owner) as alive, h.done is not null as known, coalesce(h.done, false) as done,
                   coalesce(h.same, false) as same, coalesce(h.withdrawn, false) as withdrawn,
                   coalesce(h.found_elsewhere, '{}') as found_elsewhere
              from (select) one left join head h on true
            """).set("owner", owner).set("digest", record.digest()).set("key", record.revision().key()).set("seq", record.seq())
                .first(Head::read).orElseThrow();
    }

    private static Set<DeliveryId> take(Session session, Request request, Set<RecipientId> elsewhere, int owner, Instant now) {
        List<Entry> inserted = insert(session, request, owner, now);
        Set<DeliveryId> ours = ownRows(session, request.tried(), owner);
        WorkRecord record = request.record();
        Tally tally = new Tally();
        for (Entry entry : inserted) {
            if (entry.state() == DeliveryState.SENDING) {
                ours.add(entry.id());
            }
            count(tally, Tally.Place.of(record.revision(), record.shard(), entry.area()), entry);
        }
        if (request.parked().isEmpty() && inserted.size() < record.size()) {
            FoundTwice.countOnce(session, record, elsewhere, tally);
        }
        tally.write(session);
        return ours;
    }

    /**
     * A claim whose commit was not answered may have been made all the same: then its rows bear ids that were tried. Those that have been
     * put off since then and are sent again are in the hand of whoever took them up for that.
     */
    private static Set<DeliveryId> ownRows(Session session, Set<DeliveryId> tried, int owner) {
        Set<DeliveryId> ours = new HashSet<>();
        for (Batch<DeliveryId> batch : Batch.of(tried, id -> id)) {
            ours.addAll(batch.at(Batch.slots(batch.name(session.oneByOne().sql(Batch.INPUT + """
                select d.slot from input i join delivery d on %s where d.state = 'sending' and d.owner = :owner and d.attempts = 1
                """.formatted(Batch.IS_INPUT))).set("owner", owner))));
        }
        return ours;
    }

    /**
     * @param slots of those that were, unless all or none were
     */
    private record Inserted(int number, Set<Integer> slots) {
        static Inserted read(Row row) throws SQLException {
            return new Inserted(row.integer("number"), Set.copyOf(row.list("slots", Integer.class)));
        }
    }

    /**
     * Inserts the rows of all entries that nobody has claimed, and marks the record. The recipients are not sent over: they stand in the
     * record, and most are taken up in the same way.
     */
    private static List<Entry> insert(Session session, Request request, int owner, Instant now) {
        WorkRecord record = request.record();
        List<Entry> entries = distinct(request.entries());
        List<Entry> unsent = entries.stream().filter(e -> e.state() != DeliveryState.SENDING).toList();
        Set<Integer> taken = entries.stream().map(e -> e.id().place()).collect(Collectors.toSet());
        List<Integer> left = taken.size() == record.size()
                ? List.of()
                : IntStream.range(0, record.size()).boxed().filter(place -> !taken.contains(place)).toList();
        Inserted inserted = session
                .sql("""
                    with marked as (
                         update work_record set state = :state::work_state, parked_areas = :parked::text[], claimed_at = coalesce(claimed_at, :now)
                          where revision_key = :key and seq = :seq),
                    inserted as (
                         insert into delivery (revision_key, settled_at, slot, salt, owner, state, attempts, recipient, reason)
                         select :key, case when u.place is null then null else :now::timestamptz end, :seq * 512 + r.number - 1, :salt,
                                case when u.place is null then :owner end, coalesce(u.state::delivery_state, 'sending'),
                                case when u.place is null then 1 else 0 end, r.recipient, u.reason
                           from work_record w cross join unnest(w.recipients) with ordinality as r (recipient, number)
                           left join unnest(:places::int[], :states::text[], :reasons::text[]) as u (place, state, reason) on u.place = r.number - 1
                          where w.revision_key = :key and w.seq = :seq and r.number - 1 <> all(:left::int[])
                         on conflict (recipient, revision_key) do nothing
                         returning slot)
                    select count(*)::int as number, case when count(*) between 1 and :all - 1 then array_agg(slot) else '{}' end as slots from inserted
                    """)
                .set("state", request.parked().isEmpty() ? "done" : "parked").array("parked", "text", request.parked()).set("now", now)
                .set("key", record.revision().key()).set("seq", record.seq()).set("owner", owner).set("all", entries.size())
                .set("salt", entries.isEmpty() ? 0 : entries.getFirst().id().salt())
                .array("places", "int4", unsent.stream().map(e -> e.id().place()).toList())
                .array("states", "text", unsent.stream().map(e -> e.state().code()).toList())
                .array("reasons", "text", unsent.stream().map(Entry::reason).toList()).array("left", "int4", left)
                .first(Inserted::read).orElseThrow();
        return inserted.number() == entries.size()
                ? entries
                : entries.stream().filter(e -> inserted.slots().contains(e.id().slot())).toList();
    }

    /** A recipient who stands twice in one record has one id, and is taken up once. */
    private static List<Entry> distinct(List<Entry> entries) {
        Set<DeliveryId> ids = HashSet.newHashSet(entries.size());
        return entries.stream().filter(e -> ids.add(e.id())).toList();
    }

    private static void count(Tally tally, Tally.Place place, Entry entry) {
        tally.move(place, null, entry.state());
        if (entry.reason() != null) {
            tally.failure(place, entry.reason(), entry.state().code(), null, 1);
        }
    }
}
