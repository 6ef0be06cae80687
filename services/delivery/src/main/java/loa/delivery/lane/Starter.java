package loa.delivery.lane;

/** Sends a job that was granted, somewhere else: returns at once, and tells the slots when the send departs. */
interface Starter<A> {
    void start(Job<A> job);
}
