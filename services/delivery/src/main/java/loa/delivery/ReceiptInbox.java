package loa.delivery;

import java.util.List;

/** Takes receipts: early, late, twice or shuffled. */
public interface ReceiptInbox {
    /** Stores the receipts and moves their deliveries. Returns what became of each, in their order; durable on return. */
    List<Fate> store(List<Receipt> receipts);

    /** What became of a receipt. */
    enum Fate {
        /** It was new. */
        STORED,
        /** The same was known already. */
        REPEATED,
        /** It belongs to no delivery that this channel knows. */
        UNKNOWN
    }
}
