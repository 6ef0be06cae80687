package loa.delivery.ledger.sql;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import loa.delivery.DeliveryId;
import loa.delivery.Receipt;
import loa.delivery.ReceiptInbox;
import loa.delivery.ledger.DeliveryState;
import loa.delivery.ledger.ReceiptState;
import loa.delivery.postgres.Database;
import loa.delivery.postgres.Session;

/**
 * Stores receipts and moves their deliveries in one transaction. A receipt proves that the provider has it, so it settles what is
 * sending, deferred or unknown as accepted; among receipts the higher one stays. A receipt for what ended otherwise is kept and moves
 * nothing.
 */
public final class LedgerReceipts implements ReceiptInbox {
    private static final Comparator<Receipt> ORDER = Comparator.comparing((Receipt receipt) -> receipt.delivery().value())
            .thenComparing(Receipt::status).thenComparing(Receipt::code, Comparator.nullsFirst(Comparator.naturalOrder()));

    private final Places places = new Places();
    private final Database database;
    private final Supplier<String> provider;
    private final InstantSource clock;

    /**
     * @param provider its name stands before the code of an undelivered one, as in {@code twilio:30003}
     */
    public LedgerReceipts(Database database, Supplier<String> provider, InstantSource clock) {
        this.database = database;
        this.provider = provider;
        this.clock = clock;
    }

    private record Standing(DeliveryId id, DeliveryState state, @Nullable ReceiptState receipt, @Nullable String reason) {
        boolean canBeAccepted() {
            return state == DeliveryState.ACCEPTED || state.next().contains(DeliveryState.ACCEPTED);
        }

        /** That an accepted one is under way says nothing new; two receipts a message then write its row once. */
        boolean isChangedBy(ReceiptState to) {
            return canBeAccepted() && to.outranks(receipt) && !(state == DeliveryState.ACCEPTED && to == ReceiptState.UNDER_WAY);
        }
    }

    private record Move(Standing from, Receipt by, ReceiptState to) {}

    @Override
    public List<Fate> store(List<Receipt> receipts) {
        return receipts.isEmpty() ? List.of() : database.inTransaction(session -> store(session, receipts));
    }

    /** What makes two receipts the same, as the constraint {@code receipt_once} has it. */
    private record Same(DeliveryId delivery, String status, @Nullable String code) {}

    private List<Fate> store(Session session, List<Receipt> receipts) {
        session.oneByOne();
        Set<Same> fresh = insert(session, receipts);
        Map<DeliveryId, Standing> standings = standings(session, receipts);
        List<Move> moves = new ArrayList<>();
        for (Receipt receipt : highest(receipts)) {
            Standing standing = standings.get(receipt.delivery());
            ReceiptState to = ReceiptState.of(receipt.meaning());
            if (standing != null && standing.isChangedBy(to)) {
                moves.add(new Move(standing, receipt, to));
            }
        }
        move(session, moves);
        Tally tally = new Tally();
        Places.Found found = places.find(session, moves.stream().map(m -> m.from().id()).toList());
        moves.forEach(move -> count(tally, found.of(move.from().id()), move));
        tally.write(session);
        return receipts.stream().map(r -> fate(r, standings, fresh)).toList();
    }

    private static Fate fate(Receipt receipt, Map<DeliveryId, Standing> standings, Set<Same> fresh) {
        if (!standings.containsKey(receipt.delivery())) {
            return Fate.UNKNOWN;
        }
        // Removed, so that the second of two in one batch is a repetition.
        return fresh.remove(new Same(receipt.delivery(), receipt.status(), receipt.code())) ? Fate.STORED : Fate.REPEATED;
    }

    /** In one order, as whoever writes the same receipt later waits for us: a provider may send it to two instances at once. */
    private Set<Same> insert(Session session, List<Receipt> unordered) {
        List<Receipt> receipts = unordered.stream().sorted(ORDER).toList();
        return new HashSet<>(session.sql(
                """
                    insert into receipt (delivery, at, received_at, status, code)
                    select i.delivery, to_timestamp(i.at), :now, i.status, i.code
                      from unnest(:deliveries::uuid[], :ats::float8[], :statuses::text[], :codes::text[]) as i (delivery, at, status, code)
                    on conflict (delivery, status, code) do nothing
                    returning delivery, status, code
                    """)
                .set("now", clock.instant()).array("deliveries", "uuid", receipts.stream().map(Receipt::delivery).toList())
                .array("ats", "float8", receipts.stream().map(Receipt::at).toList())
                .array("statuses", "text", receipts.stream().map(Receipt::status).toList())
                .array("codes", "text", receipts.stream().map(Receipt::code).toList())
                .list(row -> new Same(new DeliveryId(row.uuid("delivery")), row.text("status"), row.maybeText("code"))));
    }

    private static Map<DeliveryId, Standing> standings(Session session, List<Receipt> receipts) {
        Map<DeliveryId, Standing> standings = new HashMap<>();
        for (Batch<DeliveryId> batch : Batch.of(receipts.stream().map(Receipt::delivery).collect(Collectors.toSet()), id -> id)) {
            Map<Integer, DeliveryId> bySlot = new HashMap<>();
            batch.elements().forEach(id -> bySlot.put(id.slot(), id));
            batch.name(session.sql(Batch.INPUT + """
                select d.slot, d.state, d.receipt, d.reason from input i join delivery d on %s for update of d
                """.formatted(Batch.IS_INPUT)))
                    .list(row -> new Standing(Objects.requireNonNull(bySlot.get(row.integer("slot"))),
                            DeliveryState.ofCode(row.text("state")),
                            ReceiptState.ofCode(row.maybeText("receipt")), row.maybeText("reason")))
                    .forEach(standing -> standings.put(standing.id(), standing));
        }
        return standings;
    }

    private static List<Receipt> highest(List<Receipt> receipts) {
        Map<DeliveryId, Receipt> highest = new HashMap<>();
        receipts.forEach(receipt -> highest.merge(receipt.delivery(), receipt,
                (a, b) -> ReceiptState.of(b.meaning()).outranks(ReceiptState.of(a.meaning())) ? b : a));
        return new ArrayList<>(highest.values());
    }

    private void move(Session session, List<Move> moves) {
        for (Batch<Move> batch : Batch.of(moves, m -> m.from().id())) {
            batch.name(session.sql(
                    """
                        with input as materialized (
                             select :key::bigint as key, i.*
                               from unnest(:slots::int[], :salts::int[], :receipts::text[], :reasons::text[], :references::bytea[])
                                    as i (slot, salt, receipt, reason, reference))
                        update delivery d set state = 'accepted', receipt = i.receipt::receipt_state, retry_at = null, ask_at = null,
                               owner = null, reason = i.reason, detail = null, reference = coalesce(d.reference, i.reference),
                               settled_at = case when d.state = 'accepted' then d.settled_at else :now end
                          from input i where %s
                        """.formatted(Batch.IS_INPUT)))
                    .set("now", clock.instant()).array("receipts", "text", batch.elements().stream().map(m -> m.to().code()).toList())
                    .array("reasons", "text",
                            batch.elements().stream().map(m -> m.to() == ReceiptState.UNDELIVERED ? reason(m.by()) : null).toList())
                    .array("references", "bytea", batch.elements().stream().map(m -> Reference.pack(m.by().reference())).toList()).update();
        }
    }

    private void count(Tally tally, Tally.Place place, Move move) {
        if (move.from().state() != DeliveryState.ACCEPTED) {
            tally.move(place, move.from().state(), DeliveryState.ACCEPTED);
            tally.reach(place, 1);
        }
        tally.receipt(place, move.from().receipt(), move.to());
        if (move.to() == ReceiptState.UNDELIVERED) {
            tally.failure(place, reason(move.by()), ReceiptState.UNDELIVERED.code(), null, 1);
        }
        if (move.from().receipt() == ReceiptState.UNDELIVERED) {
            tally.failure(place, Objects.requireNonNull(move.from().reason()), ReceiptState.UNDELIVERED.code(), null, -1);
        }
    }

    private String reason(Receipt receipt) {
        return provider.get() + ":" + (receipt.code() == null ? receipt.status() : receipt.code());
    }
}
