package loa.delivery.control;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import loa.delivery.clock.Clocks;

/**
 * Whether this engine may act. Its number is the owner of what it claims. A number that was once found dead stays dead, also when the
 * database would still believe in it: what waited under it has been put back by then. The engine goes on under a new number and has
 * the old one buried. Thread-safe.
 */
public final class Liveness {
    private static final Logger LOG = LoggerFactory.getLogger(Liveness.class);

    private final Instances instances;
    private final String id;
    private final Duration lease;
    private final Clocks clocks;
    private final IntConsumer burial;
    private final AtomicReference<Lease> current;

    /** From one heartbeat to the next. */
    private sealed interface Lease {
        int number();

        /**
         * @param mayActUntil by the clock that no one sets
         * @param countedFrom when every other engine knows of this one, or has lapsed itself
         * @param alive       how many engines there are
         */
        record Held(int number, long mayActUntil, long countedFrom, int alive) implements Lease {}

        /** For good: nothing leads back from here but another number. */
        record Lapsed(int number) implements Lease {}

        /** For good, and no other number follows. */
        record GivenUp(int number) implements Lease {}
    }

    /**
     * Registers at once.
     *
     * @param burial told of a number that lapsed, once another one is at work; must not wait
     */
    public Liveness(Instances instances, String id, Duration lease, Clocks clocks, IntConsumer burial) {
        this.instances = instances;
        this.id = id;
        this.lease = lease;
        this.clocks = clocks;
        this.burial = burial;
        this.current = new AtomicReference<>(register());
    }

    /** Prolongs the lease, or takes a new number after it has run out; to be called several times within it. */
    public void beat() {
        Lease before = current.get();
        switch (before) {
            case Lease.Held held -> {
                long now = clocks.count();
                if (!mayAct(held.number()) || !instances.renew(held.number(), lease) || !prolong(held, now)) {
                    startAnew(held);
                }
            }
            case Lease.Lapsed lapsed -> startAnew(lapsed);
            case Lease.GivenUp _ -> {
            }
        }
    }

    /** Stops counting as alive, for good: others take over. */
    public void giveUp() {
        current.updateAndGet(lease -> new Lease.GivenUp(lease.number()));
    }

    /** The owner of what is claimed now. */
    public int number() {
        return current.get().number();
    }

    /**
     * Among how many engines of this channel a rate is shared, this one included; 0 as long as another one may not know of this one, and
     * so still take its part too.
     */
    public int sharers() {
        return current.get() instanceof Lease.Held held && clocks.count() - held.countedFrom() >= 0 ? Math.max(1, held.alive()) : 0;
    }

    /**
     * Whether what this owner has claimed is still his to send. Measured by a clock that no one sets, from before the heartbeat was sent.
     * Once false for an owner, it stays false.
     */
    public boolean mayAct(int owner) {
        while (current.get() instanceof Lease.Held held && held.number() == owner) {
            if (clocks.count() - held.mayActUntil() < 0) {
                return true;
            }
            if (current.compareAndSet(held, new Lease.Lapsed(owner))) {
                return false;
            }
        }
        return false;
    }

    /** The count of {@link Clocks} from which on this owner may not act, if there is no further heartbeat; one that is over for others. */
    public long mayActUntil(int owner) {
        return current.get() instanceof Lease.Held held && held.number() == owner ? held.mayActUntil() : clocks.count();
    }

    private boolean prolong(Lease.Held held, long now) {
        var prolonged = new Lease.Held(held.number(), now + lease.toNanos(), held.countedFrom(), instances.alive());
        return current.compareAndSet(held, prolonged);
    }

    private void startAnew(Lease before) {
        // from here on it is over for the old number, whatever the database believes
        if (current.updateAndGet(l -> l instanceof Lease.Held h ? new Lease.Lapsed(h.number()) : l) instanceof Lease.GivenUp) {
            return;
        }
        LOG.atWarn().addKeyValue("instance", before.number()).log("The lease ran out; going on under a new number");
        Lease fresh = register();
        current.updateAndGet(l -> l instanceof Lease.GivenUp ? l : fresh);
        burial.accept(before.number());
    }

    private Lease.Held register() {
        long now = clocks.count();
        int number = instances.register(id, lease);
        int alive = instances.alive();
        return new Lease.Held(number, now + lease.toNanos(), alive > 1 ? clocks.count() + lease.toNanos() : now, alive);
    }
}
