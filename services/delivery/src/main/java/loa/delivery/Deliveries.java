package loa.delivery;

import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import loa.contract.AreaCode;
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
    default List<DeliveryTrace> inState(DirectiveId directive, String state, @Nullable DeliveryId after, int limit) {
        return inState(directive, state, Filter.NONE, after, limit);
    }

    /** Those of them that the filter lets pass: as many as the limit unless there are no more. */
    List<DeliveryTrace> inState(DirectiveId directive, String state, Filter filter, @Nullable DeliveryId after, int limit);

    /** What is unknown of a directive, the most frequent reason first. Looks at each of its deliveries: about a second for a million. */
    List<UnknownGroup> unknown(DirectiveId directive, Filter filter);

    /**
     * What of the deliveries is asked for.
     *
     * @param reason the one that the trace shows; null: any
     * @param before begun before that moment, by the last attempt; null: whenever
     * @param areas  those that may be seen
     */
    record Filter(@Nullable String reason, @Nullable Instant before, Predicate<AreaCode> areas) {
        /** Lets everything pass. */
        public static final Filter NONE = new Filter(null, null, area -> true);
    }

    /**
     * Unknown deliveries with one reason.
     *
     * @param asked  of them, how many the provider is still asked about
     * @param oldest when the attempt of the first of them began
     */
    record UnknownGroup(int revision, @Nullable String reason, long count, long asked, Instant oldest) {}
}
