package loa.delivery;

import java.util.List;

/** Takes receipts: early, late, twice or shuffled. */
public interface ReceiptInbox {
    /** Stores the receipts and moves their deliveries. Returns how many belong to deliveries that this channel knows; durable on return. */
    int store(List<Receipt> receipts);
}
