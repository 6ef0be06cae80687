package loa.delivery.ledger.sql;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import loa.delivery.ledger.DeliveryState;
import loa.delivery.ledger.Settlement;
import loa.delivery.ledger.Settlements;
import loa.delivery.postgres.Database;
import loa.delivery.postgres.Query;
import loa.delivery.postgres.Row;
import loa.delivery.postgres.Session;

/**
 * {@link Settlements} in PostgreSQL: for each revision one statement moves what was accepted, as nearly all are, another one whatever else
 * there is.
 */
public final class SqlSettlements implements Settlements {
    /** A receipt was faster than the answer {@code i}, which still tells the trace something. */
    private static final String FASTER = """
        d.state = 'accepted' and d.attempts = i.attempt
        and (d.reference is null or d.last_attempt_at is null or d.last_attempt_at < to_timestamp(i.at))""";

    private final Places places = new Places();
    private final Database database;
    private final Attempts attempts;

    /**
     * @param provider the name that stands in attempts
     */
    public SqlSettlements(Database database, String provider) {
        this.database = database;
        this.attempts = new Attempts(provider);
    }

    private record Moved(int slot, DeliveryState was, DeliveryState now) {
        static Moved read(Row row) throws SQLException {
            return new Moved(row.integer("slot"), DeliveryState.ofCode(row.text("was")), DeliveryState.ofCode(row.text("now")));
        }
    }

    @Override
    public void write(Collection<Settlement> settlements, Instant now) {
        database.change(session -> {
            session.oneByOne();
            Tally tally = new Tally();
            Places.Found found = places.find(session, settlements.stream().map(Settlement::id).toList());
            for (Batch<Settlement> batch : Batch.of(settlements, Settlement::id)) {
                write(session, batch, now, tally, found);
            }
            tally.write(session);
        });
    }

    private void write(Session session, Batch<Settlement> batch, Instant now, Tally tally, Places.Found found) {
        List<Settlement> accepted = new ArrayList<>();
        List<Settlement> others = new ArrayList<>();
        batch.elements().forEach(s -> (isPlainlyAccepted(s) ? accepted : others).add(s));
        if (!others.isEmpty()) {
            lock(session, batch);
        }
        Map<Integer, Moved> moved = new HashMap<>();
        if (!accepted.isEmpty()) {
            accept(session, new Batch<>(batch.key(), accepted, Settlement::id)).forEach(m -> moved.put(m.slot(), m));
        }
        if (!others.isEmpty()) {
            move(session, new Batch<>(batch.key(), others, Settlement::id), now).forEach(m -> moved.put(m.slot(), m));
        }
        batch.elements().forEach(s -> Optional.ofNullable(moved.get(s.id().slot())).ifPresent(m -> count(tally, found.of(s.id()), m, s)));
        addReferences(session, new Batch<>(batch.key(),
                others.stream().filter(s -> isAccepted(s) && !moved.containsKey(s.id().slot())).toList(), Settlement::id));
        attempts.keep(session, others.stream().filter(SqlSettlements::isFollowed).map(Attempts.Attempt::of).toList());
    }

    /** All of them in their order, where more than one statement follows: receipts wait for them in the same order. */
    private static void lock(Session session, Batch<Settlement> batch) {
        batch.name(session.sql(Batch.INPUT + """
            select 1 from input i join delivery d on %s for no key update of d
            """.formatted(Batch.IS_INPUT))).run();
    }

    private static boolean isAccepted(Settlement settlement) {
        return settlement.state() == DeliveryState.ACCEPTED;
    }

    private static boolean isPlainlyAccepted(Settlement s) {
        return isAccepted(s) && s.at() != null && s.reason() == null && s.detail() == null && s.reach() != null && s.reach() == 1;
    }

    /** Those that a receipt has settled already, since it was faster than the answer, only learn when the attempt was made, and its name. */
    private static List<Moved> accept(Session session, Batch<Settlement> batch) {
        return answered(session, batch, """
            update delivery d
               set state = 'accepted', owner = null, last_attempt_at = to_timestamp(i.at), took_ms = i.took_ms,
                   retry_at = null, ask_at = null, checks = null, detail = null, reach = null,
                   reference = case when d.state = 'accepted' then coalesce(d.reference, i.reference) else i.reference end,
                   reason = case when d.state = 'accepted' then d.reason end,
                   settled_at = case when d.state = 'accepted' then d.settled_at end
              from input i
             where d.revision_key = i.key and d.slot = i.slot and d.salt = i.salt -- primary key
               and (d.attempts = i.attempt and (d.state = 'sending' and d.owner = i.owner or d.state = 'unknown')
                    or d.attempts >= i.attempt and d.state in ('deferred', 'unknown')
                    or d.attempts > i.attempt and d.state = 'sending'
                    or %s)
            returning d.slot, old.state as was, d.state as now
            """.formatted(FASTER)).list(Moved::read);
    }

    private static List<Moved> move(Session session, Batch<Settlement> batch, Instant now) {
        return answered(session, batch,
                """
                    , more as (select * from unnest(:slots::int[], :states::text[], :reasons::text[], :details::text[], :reaches::bigint[],
                                                    :nexts::float8[]) as m (slot, state, reason, detail, reach, next_at))
                    update delivery d
                       set state = case when d.maybe_sent and i.at is null then 'unknown' else m.state::delivery_state end,
                           owner = null,
                           retry_at = case when m.state = 'deferred' then to_timestamp(m.next_at) end,
                           ask_at = case when m.state = 'unknown' then to_timestamp(m.next_at) end,
                           lane = case when m.state in ('deferred', 'unknown')
                                       then (select t.lane from directive_taken t where t.revision_key = :key) else d.lane end,
                           maybe_sent = d.maybe_sent or m.state = 'unknown', checks = null, detail = m.detail, reference = i.reference,
                           reason = case when d.maybe_sent and i.at is null then d.reason else m.reason end,
                           reach = nullif(m.reach, 1), last_attempt_at = coalesce(to_timestamp(i.at), d.last_attempt_at),
                           took_ms = case when i.at is null then d.took_ms else i.took_ms end,
                           settled_at = case when m.state in ('deferred', 'unknown') or d.maybe_sent and i.at is null then null
                                        else :now::timestamptz end
                      from input i join more m on m.slot = i.slot
                     where d.revision_key = i.key and d.slot = i.slot and d.salt = i.salt -- primary key
                       and (d.attempts = i.attempt and d.state = 'sending' and d.owner = i.owner
                            or d.attempts = i.attempt and d.state = 'unknown' and m.state in ('accepted', 'refused', 'gone', 'deferred')
                            or d.attempts >= i.attempt and d.state in ('deferred', 'unknown') and m.state = 'accepted'
                            or d.attempts > i.attempt and d.state = 'sending' and m.state = 'accepted')
                    returning d.slot, old.state as was, d.state as now
                    """).set("now", now).array("states", "text", batch.elements().stream().map(s -> s.state().code()).toList())
                .array("reasons", "text", batch.elements().stream().map(Settlement::reason).toList())
                .array("details", "text", batch.elements().stream().map(Settlement::detail).toList())
                .array("reaches", "int8", batch.elements().stream().map(Settlement::reach).toList())
                .array("nexts", "float8", batch.elements().stream().map(s -> s.nextAt(now)).toList()).list(Moved::read);
    }

    /** The same for one that was accepted with more to say than the others. */
    private static void addReferences(Session session, Batch<Settlement> late) {
        if (late.elements().isEmpty()) {
            return;
        }
        answered(session, late, """
            update delivery d set reference = coalesce(d.reference, i.reference), last_attempt_at = to_timestamp(i.at), took_ms = i.took_ms
              from input i
             where d.revision_key = i.key and d.slot = i.slot and d.salt = i.salt and %s -- primary key
            """.formatted(FASTER)).update();
    }

    private static boolean isFollowed(Settlement settlement) {
        return settlement.at() != null && !settlement.state().isSettled();
    }

    private static void count(Tally tally, Tally.Place place, Moved moved, Settlement settlement) {
        if (moved.was() == moved.now()) {
            return;
        }
        tally.move(place, moved.was(), moved.now());
        if (settlement.reach() != null) {
            tally.reach(place, settlement.reach());
        }
        if (settlement.at() != null) {
            tally.attempted(place, settlement.at());
        }
        if (settlement.reason() != null && moved.now().isSettled()) {
            tally.failure(place, settlement.reason(), settlement.state().code(), settlement.detail(), 1);
        }
    }

    /** A statement on the settlements as a table {@code input}, one row each. */
    private static Query answered(Session session, Batch<Settlement> batch, String statement) {
        return batch.name(session.sql("""
            with input as materialized (
                 select :key::bigint as key, i.*
                   from unnest(:slots::int[], :salts::int[], :attempts::smallint[], :owners::int[], :references::bytea[], :ats::float8[],
                               :tooks::int[]) as i (slot, salt, attempt, owner, reference, at, took_ms))
            """ + statement)).array("attempts", "int2", batch.elements().stream().map(Settlement::attempt).toList())
                .array("owners", "int4", batch.elements().stream().map(Settlement::owner).toList())
                .array("references", "bytea", batch.elements().stream().map(s -> Reference.pack(s.reference())).toList())
                .array("ats", "float8", batch.elements().stream().map(Settlement::at).toList())
                .array("tooks", "int4", batch.elements().stream().map(Settlement::tookMs).toList());
    }
}
