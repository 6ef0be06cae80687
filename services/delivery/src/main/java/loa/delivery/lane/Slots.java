package loa.delivery.lane;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

import loa.contract.BulletinClass;
import loa.delivery.pace.Pacer;

/**
 * The pacer as several threads use it: one asks, many give back. A slot is held until the ledger knows what became of the send, so that
 * no more sends than slots can be in doubt after a crash; what was claimed ahead of them ({@link #ahead} a lane, and the records then
 * being claimed) is unknown like them, as nobody can tell the two apart.
 */
final class Slots {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Pacer pacer;
    private boolean hasChanged;
    /** Whether there is anything to tell the pacer of; in peace nobody takes the lock for it. */
    private volatile boolean isUneasy;

    Slots(Pacer pacer) {
        this.pacer = pacer;
    }

    /** How many may wait claimed in each lane. */
    int ahead() {
        return pacer.ahead();
    }

    Pacer.Answer ask(Set<BulletinClass> waiting) {
        lock.lock();
        try {
            return pacer.ask(waiting);
        } finally {
            lock.unlock();
        }
    }

    /** One that was granted has left for the provider, or never will. */
    void departed() {
        lock.lock();
        try {
            if (pacer.departed()) {
                hasChanged = true;
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Gives back the slots of sends that the ledger knows. */
    void free(Map<BulletinClass, Integer> sends) {
        change(() -> sends.forEach(pacer::release));
    }

    /** Among how many instances the rate is shared; 0 while this one must not take its part. */
    void shareRate(int instances) {
        lock.lock();
        try {
            pacer.shareRate(instances);
        } finally {
            lock.unlock();
        }
    }

    /** The provider takes nothing from anybody. The number with which a send was granted says here and below whose answer it is. */
    void brake(@Nullable Duration asked, int probe) {
        change(() -> {
            pacer.brake(asked, probe);
            isUneasy = true;
        });
    }

    /**
     * The provider turned one away because there were too many.
     *
     * @param begun when that send began, by the clock of the pacer
     */
    void tooMany(@Nullable Duration asked, long begun, int probe) {
        change(() -> {
            pacer.tooMany(asked, begun, probe);
            isUneasy = true;
        });
    }

    /** The provider took one, or ended it for what it was. */
    void taken(int probe) {
        pacer.taken();
        ease(probe);
    }

    /** Sends a second that the provider has taught us; infinite when it has not. */
    double learnedRate() {
        lock.lock();
        try {
            return pacer.learnedRate();
        } finally {
            lock.unlock();
        }
    }

    /** Nobody knows whether the provider took one. */
    void doubt(int probe) {
        change(() -> {
            pacer.doubt(probe);
            isUneasy = true;
        });
    }

    /** The provider takes something again, if it did not before. */
    void ease(int probe) {
        if (isUneasy) {
            change(() -> {
                pacer.ease(probe);
                isUneasy = pacer.isUneasy();
            });
        }
    }

    /** A send that was granted was not made. */
    void unused(int probe) {
        if (isUneasy) {
            change(() -> pacer.tryAnother(probe));
        }
    }

    /** How long the provider is left alone, more than nothing while one tries; empty when all go. */
    Optional<Duration> braked() {
        lock.lock();
        try {
            return pacer.braked();
        } finally {
            lock.unlock();
        }
    }

    int inFlight(BulletinClass lane) {
        lock.lock();
        try {
            return pacer.inFlight(lane);
        } finally {
            lock.unlock();
        }
    }

    /** Something else has changed: whoever waits looks again. */
    void wake() {
        change(() -> {
        });
    }

    /** Waits until something changes that has not been waited for, or for this long. */
    void await(Duration longest) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = longest.toNanos();
            while (!hasChanged && left > 0) {
                left = changed.awaitNanos(left);
            }
            hasChanged = false;
        } finally {
            lock.unlock();
        }
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            hasChanged = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }
}
