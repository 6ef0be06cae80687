package loa.delivery.ledger;

import java.time.Instant;
import java.util.Collection;

import loa.contract.BulletinClass;
import loa.delivery.DeliveryId;

/** Puts claimed deliveries back that were not sent: a halt came between, or the service stops. */
public interface Releases {
    /** First attempts become planned again, their records parked; later ones deferred. What is not ours and sending stays as it is. */
    void putBack(Collection<DeliveryId> ids, int owner, Instant now);

    /**
     * Defers later attempts again that this owner has claimed without knowing: the answer to {@link Retries#take} was lost.
     *
     * @param known the deliveries of the lane that he has in hand
     */
    void putBackStray(BulletinClass lane, Collection<DeliveryId> known, int owner, Instant now);
}
