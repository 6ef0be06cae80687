package loa.delivery.ledger.sql;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import loa.delivery.ledger.DeliveryState;
import loa.delivery.ledger.Settlement;
import loa.delivery.ledger.Settlements;
import loa.delivery.postgres.Database;
import loa.delivery.postgres.Query;
import loa.delivery.postgres.Session;

/** {@link Settlements} in PostgreSQL. */
public final class SqlSettlements implements Settlements {
    /** The settlements as a table, one row each, for the statement that follows. */
    private static final String INPUT = """
        with input as (
             select * from unnest(:ids::uuid[], :attempts::smallint[], :owners::int[], :states::text[], :reasons::text[], :details::text[],
                                  :references::text[], :reaches::bigint[], :ats::timestamptz[], :tooks::int[], :nexts::timestamptz[])
                    as i (id, attempt, owner, state, reason, detail, reference, reach, at, took_ms, next_at))
        """;

    private final Database database;
    private final String provider;

    /**
     * @param provider the name that stands in attempts
     */
    public SqlSettlements(Database database, String provider) {
        this.database = database;
        this.provider = provider;
    }

    private record Moved(Placed placed, DeliveryState was, DeliveryState now) {}

    @Override
    public void write(Collection<Settlement> settlements, Instant now) {
        List<Settlement> sorted = settlements.stream().sorted((a, b) -> a.id().value().compareTo(b.id().value())).toList();
        database.change(session -> {
            List<Moved> moved = move(session, sorted, now);
            Set<Object> movedIds = moved.stream().map(m -> m.placed().id()).collect(Collectors.toSet());
            List<Settlement> late = sorted.stream().filter(s -> !movedIds.contains(s.id())).toList();
            if (!late.isEmpty()) {
                addReferences(session, late);
            }
            Map<Object, Settlement> byId = sorted.stream().collect(Collectors.toMap(Settlement::id, Function.identity()));
            keepAttempts(session, sorted.stream().filter(s -> movedIds.contains(s.id()) && isFollowed(s)).toList());
            Tally tally = new Tally();
            moved.forEach(m -> count(tally, m, byId.get(m.placed().id())));
            tally.write(session);
        });
    }

    private static List<Moved> move(Session session, List<Settlement> settlements, Instant now) {
        return input(session,
                """
                    update delivery d
                       set state = case when d.maybe_sent and i.at is null then 'unknown' else i.state::delivery_state end,
                           retry_at = case when i.state = 'deferred' then i.next_at end,
                           ask_at = case when i.state = 'unknown' then i.next_at end,
                           maybe_sent = d.maybe_sent or i.state = 'unknown', checks = 0, detail = i.detail, reference = i.reference,
                           reason = case when d.maybe_sent and i.at is null then d.reason else i.reason end,
                           reach = nullif(i.reach, 1), last_attempt_at = coalesce(i.at, d.last_attempt_at),
                           took_ms = case when i.at is null then d.took_ms else i.took_ms end,
                           settled_at = case when i.state in ('deferred', 'unknown') or d.maybe_sent and i.at is null then null
                                        else :now::timestamptz end
                      from input i
                     where d.id = i.id -- delivery_id
                       and (d.attempts = i.attempt and d.state = 'sending' and d.owner = i.owner
                            or d.attempts = i.attempt and d.state = 'unknown' and i.state in ('accepted', 'refused', 'gone', 'deferred')
                            or d.attempts >= i.attempt and d.state in ('deferred', 'unknown') and i.state = 'accepted'
                            or d.attempts > i.attempt and d.state = 'sending' and i.state = 'accepted')
                    returning %s, old.state as was, d.state as now
                    """.formatted(Placed.COLUMNS), settlements).set("now", now)
                .list(row -> new Moved(Placed.read(row), DeliveryState.ofCode(row.text("was")), DeliveryState.ofCode(row.text("now"))));
    }

    private static void addReferences(Session session, List<Settlement> late) {
        input(session,
                """
                    update delivery d set reference = i.reference, last_attempt_at = i.at, took_ms = i.took_ms
                      from input i
                     where d.id = i.id and d.attempts = i.attempt and d.state = 'accepted' and d.reference is null and i.state = 'accepted'
                    """, late).run();
    }

    private static boolean isFollowed(Settlement settlement) {
        return settlement.at() != null && !settlement.state().isSettled();
    }

    private void keepAttempts(Session session, List<Settlement> followed) {
        if (followed.isEmpty()) {
            return;
        }
        input(session, """
            insert into attempt (delivery, number, at, provider, outcome, code, reference, took_ms)
            select i.id, i.attempt, i.at, :provider, i.state, i.reason, i.reference, i.took_ms from input i
            on conflict do nothing
            """, followed).set("provider", provider).update();
    }

    private static void count(Tally tally, Moved moved, @Nullable Settlement settlement) {
        if (settlement == null) {
            throw new IllegalStateException("%s was moved unasked".formatted(moved.placed().id()));
        }
        Tally.Place place = moved.placed().place();
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

    private static Query input(Session session, String statement, List<Settlement> settlements) {
        return session.sql(INPUT + statement).array("ids", "uuid", settlements.stream().map(Settlement::id).toList())
                .array("attempts", "int2", settlements.stream().map(Settlement::attempt).toList())
                .array("owners", "int4", settlements.stream().map(Settlement::owner).toList())
                .array("states", "text", settlements.stream().map(s -> s.state().code()).toList())
                .array("reasons", "text", settlements.stream().map(Settlement::reason).toList())
                .array("details", "text", settlements.stream().map(Settlement::detail).toList())
                .array("references", "text", settlements.stream().map(Settlement::reference).toList())
                .array("reaches", "int8", settlements.stream().map(Settlement::reach).toList())
                .array("ats", "timestamptz", settlements.stream().map(Settlement::at).toList())
                .array("tooks", "int4", settlements.stream().map(Settlement::tookMs).toList())
                .array("nexts", "timestamptz", settlements.stream().map(Settlement::nextAt).toList());
    }
}
