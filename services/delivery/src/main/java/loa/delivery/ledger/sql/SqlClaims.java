package loa.delivery.ledger.sql;

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
import loa.delivery.ledger.Claims;
import loa.delivery.ledger.DeliveryState;
import loa.delivery.postgres.Database;
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
