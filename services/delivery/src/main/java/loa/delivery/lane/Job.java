package loa.delivery.lane;

import loa.contract.BulletinClass;
import loa.delivery.Delivery;

/**
 * A claimed delivery that waits for its turn or is on its way.
 *
 * @param owner the number under which it was claimed
 * @param done  called once when the ledger knows what became of it
 */
record Job<A>(Delivery<A> delivery, int owner, Runnable done) {
    BulletinClass lane() {
        return delivery.directive().bulletinClass();
    }

    Kind kind() {
        return Kind.of(delivery.directive());
    }
}
