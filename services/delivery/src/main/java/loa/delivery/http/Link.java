package loa.delivery.http;

import java.io.IOException;

/** One connection that stands. Lives on the event loop alone. */
interface Link {
    /** How many more calls it takes now; nothing once it is closing. */
    int room();

    /** How many calls are under way on it. */
    int underWay();

    /** Writes the call, unless it is too late for it. Only with {@link #room()}. */
    void write(Exchange exchange);

    /** Gives up what has waited too long for its answer. */
    void expire(long now);

    /** Takes nothing new, and closes when nothing is under way any more. */
    void retire();

    /** Closes at once; what is under way is lost. */
    void close(IOException reason);

    /** By {@link System#nanoTime()}: when it last became idle, or was opened. */
    long idleSince();

    /** By {@link System#nanoTime()}. */
    long openedAt();
}
