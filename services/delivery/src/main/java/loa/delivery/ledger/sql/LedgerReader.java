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
import loa.delivery.postgres.Query;
import loa.delivery.postgres.Row;
import loa.delivery.postgres.Session;

/** The ledger for people who ask. */
public final class LedgerReader implements Deliveries {
    private static final String SELECT = """
        select d.*, r.planned_at from delivery d
          left join work_record r on (r.directive, r.revision, r.seq) = (d.directive, d.revision, d.seq)
        """;

    /** A page begins where the last one ended; nothing follows one that was put back meanwhile. */
    private static final String BEHIND = """
         and (d.revision, d.recipient) > ((select a.revision from delivery a where a.id = :after),
                                          (select a.recipient from delivery a where a.id = :after))
        """;

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
    }

    private record Numbered(int number, DeliveryTrace.Attempt attempt) {}

    @Override
    public List<DeliveryTrace> ofRecipient(RecipientId recipient, @Nullable DirectiveId directive, @Nullable DeliveryId after,
            int limit) {
        return traces(session -> session
                .sql(SELECT
                        + """
                             where d.recipient = :recipient and (:directive::uuid is null or d.directive = :directive::uuid) -- delivery_recipient
                               and (:after::uuid is null or (d.claimed_at, d.id) < (select a.claimed_at, a.id from delivery a where a.id = :after::uuid))
                             order by d.claimed_at desc, d.id desc limit :limit
                            """)
                .set("recipient", recipient.value()).set("directive", directive == null ? null : directive.value())
                .set("after", after == null ? null : after.value()).set("limit", limit));
    }

    @Override
    public List<DeliveryTrace> inState(DirectiveId directive, String state, @Nullable DeliveryId after, int limit) {
        if (!KNOWN.contains(state)) {
            return List.of();
        }
        boolean byReceipt = state.equals("delivered") || state.equals("undelivered");
        return traces(session -> session
                .sql(SELECT
                        + """
                             where d.directive = :directive and d.state = :state::delivery_state
                               and (:receipt::receipt_state is null or d.receipt = :receipt::receipt_state)
                            """
                        + (after == null ? "" : BEHIND)
                        + " order by d.directive, d.revision, d.recipient limit :limit -- primary key, from there on")
                .set("directive", directive.value()).set("state", byReceipt ? DeliveryState.ACCEPTED.code() : state)
                .set("receipt", byReceipt ? state : null).set("after", after == null ? null : after.value()).set("limit", limit));
    }

    private interface Asking {
        Query query(Session session);
    }

    private List<DeliveryTrace> traces(Asking asking) {
        return database.inSnapshot(session -> {
            Map<UUID, LastAttempt> lasts = new HashMap<>();
            List<DeliveryTrace> bare = asking.query(session).list(row -> {
                lasts.put(row.uuid("id"), new LastAttempt(row.integer("attempts"), row.maybeInstant("last_attempt_at"), row.text("state"),
                        row.maybeText("reason"), row.maybeText("reference"), row.integer("took_ms")));
                return read(row);
            });
            Map<UUID, List<Numbered>> attempts = attempts(session, lasts);
            Map<UUID, List<DeliveryTrace.Proof>> proofs = proofs(session, lasts);
            return bare.stream().map(trace -> complete(trace, lasts, attempts, proofs)).toList();
        });
    }

    private static DeliveryTrace read(Row row) throws SQLException {
        String state = row.text("state");
        String receipt = row.maybeText("receipt");
        boolean byReceipt = state.equals("accepted") && receipt != null && !receipt.equals("under_way");
        Instant plannedAt = row.maybeInstant("planned_at");
        return new DeliveryTrace(new DeliveryId(row.uuid("id")), new DirectiveId(row.uuid("directive")), row.integer("revision"),
                new RecipientId(row.uuid("recipient")), new AreaCode(row.text("area")), byReceipt ? Objects.requireNonNull(receipt) : state,
                reason(state, row.maybeText("reason")), plannedAt == null ? row.instant("claimed_at") : plannedAt,
                row.maybeInstant("settled_at"),
                List.of(), List.of());
    }

    /** What was never claimed before its directive was cancelled or amended ends without a reason in its row, which would be the same in all. */
    private static @Nullable String reason(String state, @Nullable String stored) {
        return stored == null && state.equals("cancelled") ? WITHDRAWN : stored;
    }

    private DeliveryTrace complete(DeliveryTrace bare, Map<UUID, LastAttempt> lasts, Map<UUID, List<Numbered>> attempts,
            Map<UUID, List<DeliveryTrace.Proof>> proofs) {
        UUID id = bare.delivery().value();
        List<Numbered> kept = attempts.getOrDefault(id, List.of());
        List<DeliveryTrace.Attempt> all = new ArrayList<>(kept.stream().map(Numbered::attempt).toList());
        LastAttempt last = Objects.requireNonNull(lasts.get(id));
        boolean isKept = kept.stream().anyMatch(a -> a.number() == last.number());
        if (last.at() != null && last.isSettledByProvider() && !isKept) {
            String code = last.state().equals("accepted") ? null : last.reason();
            all.add(new DeliveryTrace.Attempt(last.at(), provider.get(), last.state(), code, last.reference(), last.tookMs()));
        }
        return new DeliveryTrace(bare.delivery(), bare.directive(), bare.revision(), bare.recipient(), bare.area(), bare.state(),
                bare.reason(), bare.plannedAt(), bare.settledAt(), all, proofs.getOrDefault(id, List.of()));
    }

    private static Map<UUID, List<Numbered>> attempts(Session session, Map<UUID, LastAttempt> lasts) {
        Map<UUID, List<Numbered>> attempts = new HashMap<>();
        session.sql("select * from attempt where delivery = any(:ids::uuid[]) order by delivery, number")
                .array("ids", "uuid", lasts.keySet()).list(row -> {
                    var attempt = new DeliveryTrace.Attempt(row.instant("at"), row.text("provider"), row.text("outcome"),
                            row.maybeText("code"), row.maybeText("reference"), row.integer("took_ms"));
                    return attempts.computeIfAbsent(row.uuid("delivery"), id -> new ArrayList<>())
                            .add(new Numbered(row.integer("number"), attempt));
                });
        return attempts;
    }

    private static Map<UUID, List<DeliveryTrace.Proof>> proofs(Session session, Map<UUID, LastAttempt> lasts) {
        Map<UUID, List<DeliveryTrace.Proof>> proofs = new HashMap<>();
        session.sql("select * from receipt where delivery = any(:ids::uuid[]) order by delivery, received_at, at")
                .array("ids", "uuid", lasts.keySet()).list(row -> proofs.computeIfAbsent(row.uuid("delivery"), id -> new ArrayList<>())
                        .add(new DeliveryTrace.Proof(row.instant("at"), row.text("status"), row.maybeText("code"))));
        return proofs;
    }
}
