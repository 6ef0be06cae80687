package loa.delivery.ledger;

import java.time.Instant;

import loa.contract.AreaCode;
import loa.contract.BulletinClass;
import loa.delivery.DeliveryId;
import loa.delivery.RecipientId;
import loa.delivery.Revision;

/** A delivery that is taken up again: to be sent once more, or to be asked about. */
public record OpenDelivery(DeliveryId id, Revision revision, RecipientId recipient, AreaCode area, BulletinClass lane, int attempt,
        int checks, Instant claimedAt) {}
