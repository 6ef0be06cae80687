package loa.delivery;

/** Makes one attempt. The provider's SDK stands behind it. */
public interface Sender<A> {
    /** The name of the provider in traces and reasons, such as {@code twilio}. */
    String provider();

    /** Whether the transport says when a request leaves ({@link Departure}); else it counts as gone when {@link #send} is called. */
    default boolean tellsDeparture() {
        return false;
    }

    /**
     * Sends once, without retries of its own. May block (it runs on a virtual thread) but answers within its own time limit. Called by
     * many threads at once. Expected failures are outcomes; whatever it throws is logged and counts as unknown.
     */
    Outcome send(Delivery<A> delivery);
}
