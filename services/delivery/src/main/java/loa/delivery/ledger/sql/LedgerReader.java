package loa.delivery.ledger.sql;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
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
        select d.*, w.directive, w.revision, w.planned_at, w.claimed_at, area_of(d.slot, w.areas, w.run_ends) as area
          from delivery d join work_record w on %s
        """.formatted(Placed.OF_RECORD);

    private static final String WITHDRAWN = "withdrawn";

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
    public List<DeliveryTrace> inState(DirectiveId directive, String state, @Nullable DeliveryId after, int limit) {
        if (!KNOWN.contains(state)) {
            return List.of();
        }
        return database.inSnapshot(session -> {
            List<Standing> standings = new ArrayList<>();
            for (Long key : keys(session.byIndex(), directive, after)) {
                int from = after != null && after.key() == key ? after.slot() : -1;
                standings.addAll(inState(session, key, state, from, limit - standings.size()));
            }
            return complete(session, standings);
        });
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

    private static List<Standing> inState(Session session, long key, String state, int from, int limit) {
        boolean byReceipt = state.equals("delivered") || state.equals("undelivered");
        return session
                .sql(SELECT
                        + """
                             where d.revision_key = :key and d.slot > :from and d.state = :state::delivery_state
                               and (:receipt::receipt_state is null or d.receipt = :receipt::receipt_state)
                             order by d.slot limit :limit -- primary key, from there on
                            """)
                .set("key", key).set("from", from).set("state", byReceipt ? DeliveryState.ACCEPTED.code() : state)
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
                List.of());
    }

    /** What was never claimed before its directive was cancelled or amended ends without a reason in its row, which would be the same in all. */
    private static @Nullable String reason(String state, @Nullable String stored) {
        return stored == null && state.equals("cancelled") ? WITHDRAWN : stored;
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
                bare.reason(), bare.plannedAt(), bare.settledAt(), all, proofs.getOrDefault(id, List.of()));
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
