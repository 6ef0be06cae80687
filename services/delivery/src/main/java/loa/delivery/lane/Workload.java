package loa.delivery.lane;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** How many deliveries wait, are on their way or are not written down yet; whoever stops waits until there are none. Thread-safe. */
final class Workload {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition none = lock.newCondition();
    private long open;

    void more(int deliveries) {
        lock.lock();
        try {
            open += deliveries;
        } finally {
            lock.unlock();
        }
    }

    void less(int deliveries) {
        lock.lock();
        try {
            open -= deliveries;
            if (open == 0) {
                none.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether there were none within this time. */
    boolean awaitNone(Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lockInterruptibly();
        try {
            while (open > 0 && left > 0) {
                left = none.awaitNanos(left);
            }
            return open == 0;
        } finally {
            lock.unlock();
        }
    }
}
