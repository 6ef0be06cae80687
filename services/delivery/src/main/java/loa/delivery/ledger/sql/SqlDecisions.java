package loa.delivery.ledger.sql;

import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import loa.contract.AreaCode;
import loa.contract.DirectiveId;
import loa.delivery.Decisions;
import loa.delivery.DeliveryId;
import loa.delivery.ledger.DeliveryState;
import loa.delivery.postgres.Database;
import loa.delivery.postgres.Row;
import loa.delivery.postgres.Session;

/** {@link Decisions} in PostgreSQL. */
public final class SqlDecisions implements Decisions {
    /** Stands as the reason of what a person says was accepted: no provider has said so. */
    private static final String BY_PERSON = "settled-by-person";

    private final Database database;
    private final InstantSource clock;

    /**
     * Works on this schema.
     *
     * @param clock the ledger's own
     */
    public SqlDecisions(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** A delivery as it stands. {@code decided}: this person has decided just so before. */
    private record Found(Placed placed, DeliveryState state, boolean expired, boolean withdrawn, boolean decided) {
        static Found read(Row row) throws SQLException {
            return new Found(Placed.read(row), DeliveryState.ofCode(row.text("state")), row.flag("expired"), row.flag("withdrawn"),
                    row.flag("decided"));
        }

        DirectiveId directive() {
            return placed.revision().directive();
        }

        boolean isRepeated() {
            return decided && state != DeliveryState.UNKNOWN;
        }
    }

    @Override
    public Result settle(List<DeliveryId> deliveries, Decision decision, Predicate<AreaCode> mayDecide) {
        Instant now = clock.instant();
        return database.inTransaction(session -> {
            Map<DeliveryId, Found> found = lock(session, deliveries, decision, now);
            List<Fault> faults = faults(deliveries, found, decision.verdict(), mayDecide);
            if (!faults.isEmpty()) {
                return new Result.Refused(faults);
            }
            List<Placed> open = found.values().stream().filter(f -> !f.isRepeated()).map(Found::placed).toList();
            move(session, open, decision, now);
            return new Result.Done(open.size(), found.size() - open.size());
        });
    }

    private static Map<DeliveryId, Found> lock(Session session, List<DeliveryId> deliveries, Decision decision, Instant now) {
        Map<DeliveryId, Found> found = new HashMap<>();
        session.oneByOne();
        for (Batch<DeliveryId> batch : Batch.of(deliveries, id -> id)) {
            batch.name(session.sql(
                    Batch.INPUT
                            + """
                                select %s, d.state,
                                       not exists (select from directive_taken t where t.revision_key = d.revision_key and t.expires > :now) as expired,
                                       exists (select from withdrawal v where v.directive = w.directive and v.revision >= w.revision) as withdrawn,
                                       exists (select from decision c
                                                where c.delivery = d.id and (c.verdict, c.reason, c.holder) = (:verdict, :reason, :holder)) as decided
                                  from input i join delivery d on %s join work_record w on %s for update of d
                                """.formatted(
                                    Placed.COLUMNS, Batch.IS_INPUT, Placed.OF_RECORD)))
                    .set("now", now).set("verdict", decision.verdict().code()).set("reason", decision.reason())
                    .set("holder", decision.holder()).list(Found::read).forEach(f -> found.put(f.placed().id(), f));
        }
        return found;
    }

    private static List<Fault> faults(List<DeliveryId> deliveries, Map<DeliveryId, Found> found, Verdict verdict,
            Predicate<AreaCode> mayDecide) {
        Optional<DirectiveId> directive = deliveries.stream().map(found::get).filter(f -> f != null).map(Found::directive).findFirst();
        List<Fault> faults = new ArrayList<>();
        IntStream.range(0, deliveries.size()).forEach(i -> {
            DeliveryId id = deliveries.get(i);
            fault(found.get(id), directive, verdict, mayDecide).ifPresent(why -> faults.add(new Fault(i, id, why)));
        });
        return faults;
    }

    private static Optional<Why> fault(@Nullable Found found, Optional<DirectiveId> directive, Verdict verdict,
            Predicate<AreaCode> mayDecide) {
        if (found == null) {
            return Optional.of(Why.NONE_SUCH);
        }
        if (!mayDecide.test(found.placed().area())) {
            return Optional.of(Why.OUT_OF_SCOPE);
        }
        if (directive.isPresent() && !directive.get().equals(found.directive())) {
            return Optional.of(Why.OTHER_DIRECTIVE);
        }
        if (found.isRepeated()) {
            return Optional.empty();
        }
        if (found.state() != DeliveryState.UNKNOWN) {
            return Optional.of(Why.NOT_UNKNOWN);
        }
        if (verdict == Verdict.SEND_AGAIN && found.withdrawn()) {
            return Optional.of(Why.WITHDRAWN);
        }
        return verdict == Verdict.SEND_AGAIN && found.expired() ? Optional.of(Why.EXPIRED) : Optional.empty();
    }

    private static void move(Session session, List<Placed> open, Decision decision, Instant now) {
        for (Batch<DeliveryId> batch : Batch.of(open.stream().map(Placed::id).toList(), id -> id)) {
            batch.name(session.sql(Batch.INPUT + """
                insert into decision (delivery, attempt, verdict, reason, holder, name, decided_at)
                select d.id, d.attempts, :verdict, :reason, :holder, :name, :now from input i join delivery d on %s
                """.formatted(Batch.IS_INPUT))).set("verdict", decision.verdict().code()).set("reason", decision.reason())
                    .set("holder", decision.holder()).set("name", decision.name()).set("now", now).update();
            move(session, batch, decision.verdict(), now);
        }
        Tally tally = new Tally();
        open.forEach(placed -> count(tally, placed.place(), decision.verdict()));
        tally.write(session);
    }

    private static void move(Session session, Batch<DeliveryId> batch, Verdict verdict, Instant now) {
        switch (verdict) {
            case ACCEPTED -> batch.name(session.sql(Batch.INPUT + """
                update delivery d set state = 'accepted', ask_at = null, settled_at = :now, reason = :reason, detail = null
                  from input i where %s
                """.formatted(Batch.IS_INPUT))).set("now", now).set("reason", BY_PERSON).update();
            // Nobody knows of the earlier attempt, so that it does not end as if it had never been made.
            case SEND_AGAIN -> batch.name(session.sql(Batch.INPUT + """
                update delivery d set state = 'deferred', retry_at = :now, ask_at = null, checks = null, maybe_sent = true,
                       lane = (select t.lane from directive_taken t where t.revision_key = i.key)
                  from input i where %s
                """.formatted(Batch.IS_INPUT))).set("now", now).update();
        }
    }

    private static void count(Tally tally, Tally.Place place, Verdict verdict) {
        switch (verdict) {
            case ACCEPTED -> {
                tally.move(place, DeliveryState.UNKNOWN, DeliveryState.ACCEPTED);
                tally.reach(place, 1);
            }
            case SEND_AGAIN -> tally.move(place, DeliveryState.UNKNOWN, DeliveryState.DEFERRED);
        }
    }
}
