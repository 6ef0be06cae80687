package loa.delivery.control;

import java.time.Duration;

/** The leases of the running engines of a channel. */
public interface Instances {
    /** A new number, alive for {@code lease}. A number is never given twice. */
    int register(String id, Duration lease);

    /** Prolongs a lease that has not run out. False when it has: others may have taken over what we were doing. */
    boolean renew(int number, Duration lease);

    /** How many are alive. */
    int alive();
}
