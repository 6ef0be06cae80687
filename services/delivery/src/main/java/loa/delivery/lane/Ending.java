package loa.delivery.lane;

import loa.delivery.DeliveryId;
import loa.delivery.ledger.Settlement;

/** How a job leaves the lane. */
sealed interface Ending {
    /** The ledger moves. */
    record Settle(Settlement settlement) implements Ending {}

    /** It was not sent and waits again. */
    record PutBack(DeliveryId delivery, int owner) implements Ending {}

    /** It is not ours any more: someone else decides what becomes of it. */
    record Drop() implements Ending {}
}
