package loa.delivery.ledger.sql;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import loa.contract.AreaCode;
import loa.contract.DirectiveId;
import loa.delivery.Deliveries;
import loa.delivery.DeliveryId;
import loa.delivery.DeliveryTrace;
import loa.delivery.RecipientId;
import loa.delivery.ledger.DeliveryState;
import loa.delivery.postgres.Database;
import loa.delivery.postgres.Row;
import loa.delivery.postgres.Session;

/** The ledger for people who ask. */
public final class LedgerReader implements Deliveries {
    private static final String SELECT = """
        select d.*, coalesce(d.checks, 0) as checked, w.directive, w.revision, w.planned_at, w.claimed_at, area_of(d.slot, w.areas, w.run_ends) as area
          from delivery d join work_record w on %s
        """.formatted(
            Placed.OF_RECORD);

    private static final String WITHDRAWN = "withdrawn";
    private static final String OWNER_DEAD = "owner-dead";

    /** A burial leaves the row as it is, since it says the same of thousands. */
    private static final String REASON = "coalesce(d.reason, case when d.state = 'unknown' then '" + OWNER_DEAD + "' end)";

    private static final Set<String> KNOWN = Stream.concat(Stream.of("delivered", "undelivered"),
            Arrays.stream(DeliveryState.values()).map(DeliveryState::code)).collect(Collectors.toSet());

    private final Database database;
    private final Supplier<String> provider;

    /**
     * @param provider its name stands in the last attempt
     */
    public LedgerReader(Database database, Supplier<String> provider) {
        this.database = database;
        this.provider = provider;
    }

    private record LastAttempt(int number, @Nullable Instant at, String state, @Nullable String reason, @Nullable String reference,
            int tookMs) {
        boolean isSettledByProvider() {
            return switch (DeliveryState.ofCode(state)) {
                case ACCEPTED, REFUSED, GONE -> true;
                case SENDING, DEFERRED, UNKNOWN, EXPIRED, CANCELLED -> false;
            };
        }

        /** When its answer settled the delivery; null when it did not. */
        @Nullable
        Instant settledAt() {
            return at != null && isSettledByProvider() ? at.plusMillis(tookMs) : null;
        }
    }

    private record Numbered(int number, DeliveryTrace.Attempt attempt) {}

    @Override
    public List<DeliveryTrace> ofRecipient(RecipientId recipient, @Nullable DirectiveId directive, @Nullable DeliveryId after,
            int limit) {
        return database.inSnapshot(session -> {
            List<Standing> standings = session.byIndex()
                    .sql(SELECT
                            + """
                                 where d.recipient = :recipient and (:directive::uuid is null or w.directive = :directive::uuid) -- delivery_once
                                   and (:key::bigint is null or (w.claimed_at, d.revision_key, d.slot) < (
                                        select a.claimed_at, :key::bigint, :slot::int from work_record a where a.revision_key = :key and a.seq = :slot >> 9))
                                 order by w.claimed_at desc, d.revision_key desc, d.slot desc limit :limit
                                """)
                    .set("recipient", recipient.value()).set("directive", directive == null ? null : directive.value())
                    .set("key", after == null ? null : after.key()).set("slot", after == null ? null : after.slot()).set("limit", limit)
                    .list(Standing::read);
            return complete(session, standings);
        });
    }

    @Override
    public List<DeliveryTrace> inState(DirectiveId directive, String state, Filter filter, @Nullable DeliveryId after, int limit) {
        if (!KNOWN.contains(state)) {
            return List.of();
        }
        return database.inSnapshot(session -> {
            List<Standing> standings = new ArrayList<>();
            for (Long key : keys(session.inOrder(), directive, after)) {
                int from = after != null && after.key() == key ? after.slot() : -1;
                addInState(session, new Wanted(key, state, filter), from, limit - standings.size(), standings);
            }
            return complete(session, standings);
        });
    }

    private record Wanted(long key, String state, Filter filter) {}

    /** Batch by batch, as the areas that may be seen are known to the caller alone. */
    private static void addInState(Session session, Wanted wanted, int from, int limit, List<Standing> standings) {
        int left = limit;
        int last = from;
        while (left > 0) {
            List<Standing> batch = inState(session, wanted, last, limit);
            List<Standing> seen = batch.stream().filter(s -> wanted.filter().areas().test(s.trace().area())).limit(left).toList();
            standings.addAll(seen);
            left -= seen.size();
            if (batch.size() < limit) {
                return;
            }
            last = batch.getLast().trace().delivery().slot();
        }
    }

    @Override
    public List<UnknownGroup> unknown(DirectiveId directive, Filter filter) {
        record OfArea(AreaCode area, UnknownGroup group) {}
        return database.inSnapshot(session -> session.sql("""
            select w.revision, area_of(d.slot, w.areas, w.run_ends) as area, %1$s as why, count(*) as count, count(d.ask_at) as asked,
                   min(coalesce(d.last_attempt_at, w.claimed_at)) as oldest
              from directive_taken t join delivery d on d.revision_key = t.revision_key and d.state = 'unknown' -- primary key
              join work_record w on %2$s
             where t.directive = :directive and (:reason::text is null or %1$s = :reason)
               and (:before::timestamptz is null or coalesce(d.last_attempt_at, w.claimed_at) < :before)
             group by 1, 2, 3
            """.formatted(REASON, Placed.OF_RECORD)).set("directive", directive.value()).set("reason", filter.reason())
                .set("before", filter.before())
                .list(row -> new OfArea(new AreaCode(row.text("area")), new UnknownGroup(row.integer("revision"), row.maybeText("why"),
                        row.number("count"), row.number("asked"), row.instant("oldest")))))
                .stream().filter(found -> filter.areas().test(found.area())).map(OfArea::group)
                .collect(Collectors.toMap(g -> List.of(g.revision(), String.valueOf(g.reason())), g -> g, LedgerReader::together)).values()
                .stream().sorted(Comparator.comparingLong(UnknownGroup::count).reversed().thenComparing(UnknownGroup::revision)).toList();
    }

    private static UnknownGroup together(UnknownGroup a, UnknownGroup b) {
        return new UnknownGroup(a.revision(), a.reason(), a.count() + b.count(), a.asked() + b.asked(),
                a.oldest().isBefore(b.oldest()) ? a.oldest() : b.oldest());
    }

    /** The directive's revisions in order, from that of {@code after} on. */
    private static List<Long> keys(Session session, DirectiveId directive, @Nullable DeliveryId after) {
        return session.sql("""
            select revision_key from directive_taken where directive = :directive
               and (:after::bigint is null or revision >= (select revision from directive_taken where revision_key = :after))
             order by revision
            """).set("directive", directive.value()).set("after", after == null ? null : after.key())
                .list(row -> row.number("revision_key"));
    }

    private static List<Standing> inState(Session session, Wanted wanted, int from, int limit) {
        String state = wanted.state();
        boolean byReceipt = state.equals("delivered") || state.equals("undelivered");
        return session
                .sql(SELECT
                        + """
                             where d.revision_key = :key and d.slot > :from and d.state = :state::delivery_state
                               and (:receipt::receipt_state is null or d.receipt = :receipt::receipt_state)
                               and (:reason::text is null or %s = :reason)
                               and (:before::timestamptz is null or coalesce(d.last_attempt_at, w.claimed_at) < :before)
                             order by d.slot limit :limit -- primary key, from there on
                            """.formatted(REASON))
                .set("reason", wanted.filter().reason()).set("before", wanted.filter().before()).set("key", wanted.key()).set("from", from)
                .set("state", byReceipt ? DeliveryState.ACCEPTED.code() : state)
                .set("receipt", byReceipt ? state : null).set("limit", limit).list(Standing::read);
    }

    private record Standing(DeliveryTrace trace, LastAttempt last) {
        static Standing read(Row row) throws SQLException {
            var last = new LastAttempt(row.integer("attempts"), row.maybeInstant("last_attempt_at"), row.text("state"),
                    row.maybeText("reason"), Reference.unpack(row.maybeBytes("reference")), row.integer("took_ms"));
            return new Standing(LedgerReader.read(row, last), last);
        }
    }

    private List<DeliveryTrace> complete(Session session, List<Standing> standings) {
        List<DeliveryId> ids = standings.stream().map(s -> s.trace().delivery()).toList();
        Map<UUID, List<Numbered>> attempts = attempts(session, ids);
        Map<UUID, List<DeliveryTrace.Proof>> proofs = proofs(session, ids);
        return standings.stream().map(s -> complete(s.trace(), s.last(), attempts, proofs)).toList();
    }

    private static DeliveryTrace read(Row row, LastAttempt last) throws SQLException {
        String state = last.state();
        String receipt = row.maybeText("receipt");
        boolean byReceipt = state.equals("accepted") && receipt != null && !receipt.equals("under_way");
        Instant settledAt = row.maybeInstant("settled_at");
        return new DeliveryTrace(new DeliveryId(row.uuid("id")), new DirectiveId(row.uuid("directive")), row.integer("revision"),
                new RecipientId(row.uuid("recipient")), new AreaCode(row.text("area")), byReceipt ? Objects.requireNonNull(receipt) : state,
                reason(state, last.reason()), row.instant("planned_at"), settledAt == null ? last.settledAt() : settledAt, List.of(),
                List.of(), state.equals("unknown") ? asking(row, last) : null);
    }

    private static DeliveryTrace.Asking asking(Row row, LastAttempt last) throws SQLException {
        return new DeliveryTrace.Asking(last.at() == null ? row.instant("claimed_at") : last.at(), row.integer("checked"),
                row.maybeInstant("ask_at"));
    }

    /** What was never claimed before its directive was cancelled or amended ends without a reason in its row, which would be the same in all. */
    private static @Nullable String reason(String state, @Nullable String stored) {
        if (stored != null) {
            return stored;
        }
        return switch (state) {
            case "cancelled" -> WITHDRAWN;
            case "unknown" -> OWNER_DEAD;
            default -> null;
        };
    }

    private DeliveryTrace complete(DeliveryTrace bare, LastAttempt last, Map<UUID, List<Numbered>> attempts,
            Map<UUID, List<DeliveryTrace.Proof>> proofs) {
        UUID id = bare.delivery().value();
        List<Numbered> kept = attempts.getOrDefault(id, List.of());
        List<DeliveryTrace.Attempt> all = new ArrayList<>(kept.stream().map(Numbered::attempt).toList());
        boolean isKept = kept.stream().anyMatch(a -> a.number() == last.number());
        if (last.at() != null && last.isSettledByProvider() && !isKept) {
            String code = last.state().equals("accepted") ? null : last.reason();
            all.add(new DeliveryTrace.Attempt(last.at(), provider.get(), last.state(), code, last.reference(), last.tookMs()));
        }
        return new DeliveryTrace(bare.delivery(), bare.directive(), bare.revision(), bare.recipient(), bare.area(), bare.state(),
                bare.reason(), bare.plannedAt(), bare.settledAt(), all, proofs.getOrDefault(id, List.of()), bare.asking());
    }

    private static Map<UUID, List<Numbered>> attempts(Session session, List<DeliveryId> ids) {
        Map<UUID, List<Numbered>> attempts = new HashMap<>();
        session.sql("select * from attempt where delivery = any(:ids::uuid[]) order by delivery, number")
                .array("ids", "uuid", ids).list(row -> {
                    var attempt = new DeliveryTrace.Attempt(row.instant("at"), row.text("provider"), row.text("outcome"),
                            row.maybeText("code"), row.maybeText("reference"), row.integer("took_ms"));
                    return attempts.computeIfAbsent(row.uuid("delivery"), id -> new ArrayList<>())
                            .add(new Numbered(row.integer("number"), attempt));
                });
        return attempts;
    }

    private static Map<UUID, List<DeliveryTrace.Proof>> proofs(Session session, List<DeliveryId> ids) {
        Map<UUID, List<DeliveryTrace.Proof>> proofs = new HashMap<>();
        session.sql("select * from receipt where delivery = any(:ids::uuid[]) order by delivery, received_at, at")
                .array("ids", "uuid", ids).list(row -> proofs.computeIfAbsent(row.uuid("delivery"), id -> new ArrayList<>())
                        .add(new DeliveryTrace.Proof(row.instant("at"), row.text("status"), row.maybeText("code"))));
        return proofs;
    }
}
