package loa.delivery.simulation;

import java.util.List;

import loa.delivery.Receipt;
import loa.delivery.ReceiptInbox;
import loa.delivery.ledger.ReceiptState;
import loa.delivery.ledger.Standing;

/** {@link ReceiptInbox} over the model. */
final class ModelReceipts implements ReceiptInbox {
    private final ModelSchema schema;
    private final Calls calls;

    ModelReceipts(ModelSchema schema, Calls calls) {
        this.schema = schema;
        this.calls = calls;
    }

    @Override
    public List<Fate> store(List<Receipt> receipts) {
        return calls.make("store receipts", () -> receipts.stream().map(this::store).toList());
    }

    private Fate store(Receipt receipt) {
        boolean fresh = schema.receipts.add(new ModelSchema.ReceiptKey(receipt.delivery(), receipt.status(), receipt.code()));
        ModelRow row = schema.rows.get(receipt.delivery());
        if (row == null) {
            return Fate.UNKNOWN;
        }
        ReceiptState shown = ReceiptState.of(receipt.meaning());
        switch (row.standing()) {
            case Standing.Open open -> move(row, open.prove(shown), receipt);
            case Standing.Accepted _ when schema.has(Mutation.RECEIPTS_MOVE_BACKWARDS) -> move(row, new Standing.Accepted(shown), receipt);
            case Standing.Accepted accepted when shown.outranks(accepted.receipt()) -> move(row, accepted.prove(shown), receipt);
            case Standing _ -> {
            }
        }
        return fresh ? Fate.STORED : Fate.REPEATED;
    }

    private void move(ModelRow row, Standing next, Receipt receipt) {
        row.reference = row.reference == null ? receipt.reference() : row.reference;
        schema.move(row, next);
    }
}
