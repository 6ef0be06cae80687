package loa.delivery.control;

/** What one instance does for all. Whoever comes first holds the duty as long as he asks again within the lease. */
public interface Duties {
    /** Whether the duty is ours for the next seconds. Doing it twice is harmless all the same: each act is claimed in the database. */
    boolean holds(String name);
}
