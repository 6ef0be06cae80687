package loa.delivery.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import loa.contract.AreaCode;
import loa.contract.BulletinClass;
import loa.delivery.DeliveryId;
import loa.delivery.RecipientId;
import loa.delivery.work.WorkRecord;

/** Takes recipients of work records up: whoever gets the row in is the only one who sends. */
public interface Claims {
    /**
     * Claims in one transaction. Claiming the same record elsewhere claims nobody twice; repeating the request with the same ids, after a
     * failure that left open whether it was done, answers what was taken up then, too, however the situation has changed.
     *
     * @param owner whose lease it is; taken up only while that one counts as alive
     */
    Result claim(Request request, int owner, Instant now);

    /**
     * How one recipient is taken up.
     *
     * @param id     one of {@link WorkRecord#ids}
     * @param state  {@code SENDING}, or a settled state when it is not to be sent at all
     * @param reason why not; null when it is to be sent
     */
    record Entry(DeliveryId id, RecipientId recipient, AreaCode area, DeliveryState state, @Nullable String reason) {}

    /**
     * A record to claim.
     *
     * @param entries those of its recipients that are taken up now
     * @param parked  the areas whose recipients stay planned since a halt holds for them
     * @param tried   the ids under which this record was asked for before by the same hand, without an answer
     */
    record Request(WorkRecord record, BulletinClass lane, List<Entry> entries, Set<AreaCode> parked, Set<DeliveryId> tried) {
        /** Copies the collections. */
        public Request {
            entries = List.copyOf(entries);
            parked = Set.copyOf(parked);
            tried = Set.copyOf(tried);
        }

        /** The same but for these recipients. */
        public Request without(Set<RecipientId> others) {
            return others.isEmpty()
                    ? this
                    : new Request(record, lane, entries.stream().filter(e -> !others.contains(e.recipient())).toList(), parked, tried);
        }
    }

    /** What became of a request. */
    sealed interface Result {
        /**
         * These rows are ours and sending; others had been taken up before. Among them may be some that this request does not want to send
         * any more, since an earlier try took them up: they are ours all the same.
         */
        record Claimed(Set<DeliveryId> ids) implements Result {}

        /** The table knows no such record, or one with other recipients. Nothing was changed. */
        record NotPlanned(boolean known) implements Result {}

        /** The directive was withdrawn a moment ago; ask again with entries that say so. */
        record Withdrawn() implements Result {}

        /** We count as dead: others may take over what we do. */
        record OwnerDead() implements Result {}
    }
}
