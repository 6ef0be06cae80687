package loa.delivery.lane;

/** Sends a job that was granted, somewhere else: returns at once. */
interface Starter<A> {
    void start(Job<A> job);
}
