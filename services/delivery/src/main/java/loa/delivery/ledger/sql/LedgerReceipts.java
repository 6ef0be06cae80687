package loa.delivery.ledger.sql;

import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import loa.delivery.DeliveryId;
import loa.delivery.Receipt;
import loa.delivery.ReceiptInbox;
import loa.delivery.ledger.DeliveryState;
import loa.delivery.ledger.ReceiptState;
import loa.delivery.postgres.Database;
import loa.delivery.postgres.Row;
import loa.delivery.postgres.Session;

/**
 * Stores receipts and moves their deliveries in one transaction. A receipt proves that the provider has it, so it settles what is
 * sending, deferred or unknown as accepted; among receipts the higher one stays. A receipt for what ended otherwise is kept and moves
 * nothing.
 */
public final class LedgerReceipts implements ReceiptInbox {
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

    private record Standing(Placed placed, DeliveryState state, @Nullable ReceiptState receipt, @Nullable String reason) {
        static Standing read(Row row) throws SQLException {
            return new Standing(Placed.read(row), DeliveryState.ofCode(row.text("state")), ReceiptState.ofCode(row.maybeText("receipt")),
                    row.maybeText("reason"));
        }

        boolean canBeAccepted() {
            return state == DeliveryState.ACCEPTED || state.next().contains(DeliveryState.ACCEPTED);
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
        Set<Same> fresh = insert(session, receipts);
        Map<DeliveryId, Standing> standings = standings(session, receipts);
        List<Move> moves = new ArrayList<>();
        for (Receipt receipt : highest(receipts)) {
            Standing standing = standings.get(receipt.delivery());
            ReceiptState to = ReceiptState.of(receipt.meaning());
            if (standing != null && standing.canBeAccepted() && to.outranks(standing.receipt())) {
                moves.add(new Move(standing, receipt, to));
            }
        }
        move(session, moves);
        Tally tally = new Tally();
        moves.forEach(move -> count(tally, move));
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

    private Set<Same> insert(Session session, List<Receipt> receipts) {
        return new HashSet<>(session.sql(
                """
                    insert into receipt (delivery, at, received_at, status, code)
                    select i.delivery, i.at, :now, i.status, i.code
                      from unnest(:deliveries::uuid[], :ats::timestamptz[], :statuses::text[], :codes::text[]) as i (delivery, at, status, code)
                    on conflict on constraint receipt_once do nothing
                    returning delivery, status, code
                    """)
                .set("now", clock.instant()).array("deliveries", "uuid", receipts.stream().map(Receipt::delivery).toList())
                .array("ats", "timestamptz", receipts.stream().map(Receipt::at).toList())
                .array("statuses", "text", receipts.stream().map(Receipt::status).toList())
                .array("codes", "text", receipts.stream().map(Receipt::code).toList())
                .list(row -> new Same(new DeliveryId(row.uuid("delivery")), row.text("status"), row.maybeText("code"))));
    }

    private static Map<DeliveryId, Standing> standings(Session session, List<Receipt> receipts) {
        Map<DeliveryId, Standing> standings = new HashMap<>();
        session.sql("""
            select %s, d.state, d.receipt, d.reason from delivery d -- delivery_id
             where d.id = any(:ids::uuid[]) order by d.id for update
            """.formatted(Placed.COLUMNS)).array("ids", "uuid", receipts.stream().map(Receipt::delivery).toList())
                .list(Standing::read)
                .forEach(standing -> standings.put(standing.placed().id(), standing));
        return standings;
    }

    private static List<Receipt> highest(List<Receipt> receipts) {
        Map<DeliveryId, Receipt> highest = new HashMap<>();
        receipts.forEach(receipt -> highest.merge(receipt.delivery(), receipt,
                (a, b) -> ReceiptState.of(b.meaning()).outranks(ReceiptState.of(a.meaning())) ? b : a));
        return new ArrayList<>(highest.values());
    }

    private void move(Session session, List<Move> moves) {
        if (moves.isEmpty()) {
            return;
        }
        session.sql(
                """
                    update delivery d set state = 'accepted', receipt = i.receipt::receipt_state, retry_at = null, ask_at = null,
                           reason = i.reason, detail = null, reference = coalesce(d.reference, i.reference), settled_at = coalesce(d.settled_at, :now)
                      from unnest(:ids::uuid[], :receipts::text[], :reasons::text[], :references::text[]) as i (id, receipt, reason, reference)
                     where d.id = i.id -- delivery_id
                    """)
                .set("now", clock.instant()).array("ids", "uuid", moves.stream().map(m -> m.by().delivery()).toList())
                .array("receipts", "text", moves.stream().map(m -> m.to().code()).toList())
                .array("reasons", "text", moves.stream().map(m -> m.to() == ReceiptState.UNDELIVERED ? reason(m.by()) : null).toList())
                .array("references", "text", moves.stream().map(m -> m.by().reference()).toList()).update();
    }

    private void count(Tally tally, Move move) {
        Tally.Place place = move.from().placed().place();
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
