package loa.delivery;

import java.util.List;

import org.jspecify.annotations.Nullable;

import loa.contract.DirectiveId;

/** Reads the ledger for people who ask; not on the way of a delivery. */
public interface Deliveries {
    /** What one recipient was sent, newest first, older than {@code after} (null: from the newest); of one directive, or of all (null). */
    List<DeliveryTrace> ofRecipient(RecipientId recipient, @Nullable DirectiveId directive, @Nullable DeliveryId after, int limit);

    /** The newest that one recipient was sent. */
    default List<DeliveryTrace> ofRecipient(RecipientId recipient, @Nullable DirectiveId directive, int limit) {
        return ofRecipient(recipient, directive, null, limit);
    }

    /** Deliveries of a directive in a state, always in the same order, strictly after {@code after} (null: from the start). */
    List<DeliveryTrace> inState(DirectiveId directive, String state, @Nullable DeliveryId after, int limit);
}
