package loa.delivery.lane;

import loa.contract.BulletinClass;
import loa.delivery.Delivery;
import loa.delivery.pace.Pacer;

/**
 * A claimed delivery that waits for its turn or is on its way.
 *
 * @param owner the number under which it was claimed
 * @param done  called once when the ledger knows what became of it
 * @param since when it began to wait, by the count of the engine's clocks: its address was read right before
 * @param probe the number with which it was granted, see {@link Pacer.Answer.Granted}
 */
record Job<A>(Delivery<A> delivery, int owner, Runnable done, long since, int probe) {
    /** Waits nowhere yet. */
    Job(Delivery<A> delivery, int owner, Runnable done) {
        this(delivery, owner, done, 0, Pacer.NO_PROBE);
    }

    Job<A> waiting(long from) {
        return new Job<>(delivery, owner, done, from, probe);
    }

    Job<A> granted(int number) {
        return number == probe ? this : new Job<>(delivery, owner, done, since, number);
    }

    BulletinClass lane() {
        return delivery.directive().bulletinClass();
    }

    Kind kind() {
        return Kind.of(delivery.directive());
    }
}
