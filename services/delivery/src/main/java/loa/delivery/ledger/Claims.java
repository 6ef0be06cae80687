package loa.delivery.ledger;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import loa.contract.AreaCode;
import loa.contract.BulletinClass;
import loa.delivery.DeliveryId;
import loa.delivery.RecipientId;
import loa.delivery.postgres.Database;
import loa.delivery.postgres.Session;
import loa.delivery.work.WorkRecord;

/** Takes recipients of work records up: whoever gets the row in is the only one who sends. */
public final class Claims {
    private final Database database;

    /** Works on this schema. */
    public Claims(Database database) {
        this.database = database;
    }

    /**
     * How one recipient is taken up.
     *
     * @param state  {@code SENDING}, or a settled state when it is not to be sent at all
     * @param reason why not; null when it is to be sent
     */
    public record Entry(DeliveryId id, RecipientId recipient, AreaCode area, DeliveryState state, @Nullable String reason) {}

    /**
     * A record to claim.
     *
     * @param entries those of its recipients that are taken up now
     * @param parked  the areas whose recipients stay planned since a halt holds for them
     * @param tried   the ids under which this record was asked for before by the same hand, without an answer
     */
    public record Request(WorkRecord record, BulletinClass lane, List<Entry> entries, Set<AreaCode> parked, Set<DeliveryId> tried) {
        /** Copies the collections. */
        public Request {
            entries = List.copyOf(entries);
            parked = Set.copyOf(parked);
            tried = Set.copyOf(tried);
        }

        Request without(Set<RecipientId> others) {
            return others.isEmpty()
                    ? this
                    : new Request(record, lane, entries.stream().filter(e -> !others.contains(e.recipient())).toList(), parked, tried);
        }
    }

    /** What became of a request. */
    public sealed interface Result {
        /**
         * These rows are ours and sending; others had been taken up before. Among them may be some that this request does not want to send
         * any more, since an earlier try took them up: they are ours all the same.
         */
        record Claimed(Set<DeliveryId> ids) implements Result {}

        /** The table knows no such record, or one with other recipients. Nothing was changed. */
        record NotPlanned(boolean known) implements Result {}

        /** The directive was withdrawn a moment ago; ask again with entries that say so. */
        record Withdrawn() implements Result {}

        /** We count as dead: others may take over what we do. */
        record OwnerDead() implements Result {}
    }

    /**
     * Claims in one transaction. Claiming the same record elsewhere claims nobody twice; repeating the request with the same ids, after a
     * failure that left open whether it was done, answers what was taken up then, too, however the situation has changed.
     *
     * @param owner whose lease it is; taken up only while that one counts as alive
     */
    public Result claim(Request request, int owner, Instant now) {
        return database.inTransaction(session -> {
            if (!isAlive(session, owner)) {
                return new Result.OwnerDead();
            }
            WorkRecord record = request.record();
            Head head = head(session, record);
            if (head == null || !head.same()) {
                return new Result.NotPlanned(head != null);
            }
            if (head.done()) {
                return new Result.Claimed(ownRows(session, request.tried(), owner));
            }
            boolean sends = request.entries().stream().anyMatch(e -> e.state() == DeliveryState.SENDING);
            if (head.withdrawn() && (sends || !request.parked().isEmpty())) {
                return new Result.Withdrawn();
            }
            return new Result.Claimed(insert(session, request.without(head.elsewhere()), head.elsewhere(), owner, now));
        });
    }

    /** Locks the owner's row against being declared dead until this transaction ends. Heartbeats pass. */
    static boolean isAlive(Session session, int owner) {
        return session.sql("select 1 from engine_instance where number = :owner for key share").set("owner", owner).exists();
    }

    private record Head(boolean done, boolean same, boolean withdrawn, Set<RecipientId> elsewhere) {}

    private static @Nullable Head head(Session session, WorkRecord record) {
        return session
                .sql("""
                    select w.state = 'done' as done, w.recipients = :recipients::uuid[] and w.areas = :areas::text[] as same,
                           exists (select from withdrawal v where v.directive = w.directive and v.revision >= w.revision) as withdrawn,
                           w.found_elsewhere
                      from work_record w -- primary key
                     where w.directive = :directive and w.revision = :revision and w.seq = :seq for update
                    """).set("directive", record.revision().directive().value()).set("revision", record.revision().number())
                .set("seq", record.seq()).array("areas", "text", record.runs().stream().map(WorkRecord.Run::area).toList())
                .array("recipients", "uuid", record.recipients().stream().map(r -> r.id()).toList())
                .first(row -> new Head(row.flag("done"), row.flag("same"), row.flag("withdrawn"),
                        row.list("found_elsewhere", UUID.class).stream().map(RecipientId::new).collect(Collectors.toSet())))
                .orElse(null);
    }

    private static Set<DeliveryId> insert(Session session, Request request, Set<RecipientId> elsewhere, int owner, Instant now) {
        Set<DeliveryId> inserted = insertRows(session, request, owner, now);
        Set<DeliveryId> ours = ownRows(session, request.tried(), owner);
        WorkRecord record = request.record();
        Tally tally = new Tally();
        for (Entry entry : request.entries()) {
            if (inserted.contains(entry.id())) {
                if (entry.state() == DeliveryState.SENDING) {
                    ours.add(entry.id());
                }
                count(tally, Tally.Place.of(record.revision(), record.shard(), entry.area()), entry);
            }
        }
        if (request.parked().isEmpty() && inserted.size() < record.size()) {
            FoundTwice.countOnce(session, record, elsewhere, tally);
        }
        session.sql("""
            update work_record set state = :state::work_state, parked_areas = :parked::text[]
             where directive = :directive and revision = :revision and seq = :seq
            """).set("state", request.parked().isEmpty() ? "done" : "parked").array("parked", "text", request.parked())
                .set("directive", record.revision().directive().value()).set("revision", record.revision().number())
                .set("seq", record.seq()).update();
        tally.write(session);
        return ours;
    }

    /** A claim whose commit was not answered may have been made all the same: then its rows bear ids that were tried. */
    private static Set<DeliveryId> ownRows(Session session, Set<DeliveryId> tried, int owner) {
        if (tried.isEmpty()) {
            return new HashSet<>();
        }
        return new HashSet<>(session.sql("""
            select id from delivery -- delivery_id
             where id = any(:ids::uuid[]) and state = 'sending' and owner = :owner
            """).array("ids", "uuid", tried).set("owner", owner)
                .list(row -> new DeliveryId(row.uuid("id"))));
    }

    private static Set<DeliveryId> insertRows(Session session, Request request, int owner, Instant now) {
        List<Entry> entries = request.entries();
        WorkRecord record = request.record();
        return new HashSet<>(session
                .sql("""
                    insert into delivery (claimed_at, settled_at, revision, seq, owner, state, lane, attempts, id, directive, recipient, area, reason)
                    select :now, case when i.state = 'sending' then null else :now::timestamptz end, :revision, :seq, :owner,
                           i.state::delivery_state, :lane::lane, case when i.state = 'sending' then 1 else 0 end, i.id, :directive, i.recipient,
                           i.area, i.reason
                      from unnest(:ids::uuid[], :recipients::uuid[], :areas::text[], :states::text[], :reasons::text[])
                           as i (id, recipient, area, state, reason)
                    on conflict (directive, revision, recipient) do nothing
                    returning id
                    """)
                .set("now", now).set("revision", record.revision().number()).set("seq", record.seq()).set("owner", owner)
                .set("lane", request.lane().code()).set("directive", record.revision().directive().value())
                .array("ids", "uuid", entries.stream().map(Entry::id).toList())
                .array("recipients", "uuid", entries.stream().map(Entry::recipient).toList())
                .array("areas", "text", entries.stream().map(Entry::area).toList())
                .array("states", "text", entries.stream().map(e -> e.state().code()).toList())
                .array("reasons", "text", entries.stream().map(Entry::reason).toList()).list(row -> new DeliveryId(row.uuid("id"))));
    }

    private static void count(Tally tally, Tally.Place place, Entry entry) {
        tally.move(place, null, entry.state());
        if (entry.reason() != null) {
            tally.failure(place, entry.reason(), entry.state().code(), null, 1);
        }
    }
}
