package loa.delivery.control;

import java.time.Duration;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import loa.delivery.postgres.Database;

/**
 * Whether this engine may act. Its number is the owner of what it claims. When a heartbeat comes too late the old number is dead: what
 * it had claimed is left to whoever buries it, and the engine goes on under a new number. Thread-safe.
 */
public final class Liveness {
    private static final Logger LOG = LoggerFactory.getLogger(Liveness.class);

    private final Instances instances;
    private final String id;
    private final Duration lease;
    private volatile Lease current;

    private record Lease(int number, long mayActUntil, int alive) {}

    /** Registers at once. */
    public Liveness(Database database, String id, Duration lease) {
        this.instances = new Instances(database);
        this.id = id;
        this.lease = lease;
        this.current = register();
    }

    /** Prolongs the lease; to be called several times within it. */
    public void beat() {
        long now = System.nanoTime();
        int number = current.number();
        if (instances.renew(number, lease)) {
            current = new Lease(number, now + lease.toNanos(), instances.alive());
            return;
        }
        LOG.atWarn().addKeyValue("instance", number).log("The lease ran out; going on under a new number");
        current = register();
    }

    /** The owner of what is claimed now. */
    public int number() {
        return current.number();
    }

    /** How many engines of this channel are alive, this one included. */
    public int alive() {
        return Math.max(1, current.alive());
    }

    /** Whether what this owner has claimed is still his to send. Measured by a clock that no one sets, from before the heartbeat was sent. */
    public boolean mayAct(int owner) {
        Lease now = current;
        return now.number() == owner && System.nanoTime() - now.mayActUntil() < 0;
    }

    private Lease register() {
        long now = System.nanoTime();
        return new Lease(instances.register(id, lease), now + lease.toNanos(), instances.alive());
    }
}
