package loa.delivery.ledger;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

import loa.contract.AreaCode;
import loa.contract.BulletinClass;
import loa.delivery.DeliveryId;

/** Takes deferred deliveries up again when their time has come. */
public interface Retries {
    /** Claims up to {@code limit} of a lane that are due, the longest due first, none of a halted area. They are sending then. */
    List<OpenDelivery> take(BulletinClass lane, Collection<AreaCode> halted, int owner, Instant now, int limit);

    /** Whether this attempt is still to be made: a receipt of an earlier one may have settled the delivery meanwhile. */
    boolean isStillOurs(DeliveryId id, int attempt, int owner);
}
