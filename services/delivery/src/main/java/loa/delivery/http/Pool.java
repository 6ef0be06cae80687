package loa.delivery.http;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.netty.channel.EventLoop;

/**
 * The connections to one origin, and who waits for one. The connection that was used last is used next, so that those which are not
 * needed become idle and are closed. Lives on the event loop alone.
 */
final class Pool {
    private static final long SWEEP_MILLIS = 100;
    /** A new address behind the name is found after so long at the latest. */
    private static final long LONGEST_LIFE_NANOS = TimeUnit.MINUTES.toNanos(5);

    private final EventLoop loop;
    private final Opener opener;
    private final HttpLimits limits;
    private final long idleNanos;
    private final Queue<Exchange> waiting = new ArrayDeque<>();
    private final Set<Link> links = new HashSet<>();
    private final LinkedHashSet<Link> withRoom = new LinkedHashSet<>();
    /** Who wants to know whether a connection comes about. */
    private final List<CompletableFuture<Void>> curious = new ArrayList<>();
    private int opening;
    private long perLink;
    private boolean sweeping;
    private boolean closed;

    Pool(EventLoop loop, Opener opener, HttpLimits limits) {
        this.loop = loop;
        this.opener = opener;
        this.limits = limits;
        this.idleNanos = limits.idleFor().toNanos();
        this.perLink = opener.mayMultiplex() ? Integer.MAX_VALUE : 1;
    }

    /** Writes the call to a connection, now or as soon as there is one. */
    void take(Exchange exchange) {
        while (!withRoom.isEmpty()) {
            Link link = withRoom.getLast();
            if (link.room() > 0) {
                link.write(exchange);
                keepInOrder(link);
                return;
            }
            withRoom.remove(link);
        }
        waiting.add(exchange);
        openMore();
        sweepLater();
    }

    /** Opens a connection if there is none. */
    void connect(CompletableFuture<Void> connected) {
        if (!links.isEmpty()) {
            connected.complete(null);
            return;
        }
        curious.add(connected);
        if (opening == 0) {
            opening++;
            opener.open(this);
        }
    }

    /** A connection stands. */
    void opened(Link link) {
        opening--;
        curious.forEach(connected -> connected.complete(null));
        curious.clear();
        if (closed) {
            link.close(new IOException("The client is closed"));
            return;
        }
        links.add(link);
        perLink = Math.max(1, link.room());
        changed(link);
        openMore();
        sweepLater();
    }

    /** A connection did not come about, so one who waited for it, or all if there is no other, certainly sent nothing. */
    void failedToOpen(Throwable cause) {
        opening--;
        boolean none = links.isEmpty() && opening == 0;
        curious.forEach(connected -> connected.completeExceptionally(cause));
        curious.clear();
        do {
            Exchange exchange = waiting.poll();
            if (exchange == null) {
                return;
            }
            if (none) {
                exchange.nobodyThere("There is no connection", cause);
            } else {
                exchange.notSent("There is no further connection", cause);
            }
        } while (none);
        openMore();
    }

    /** The connection has more room, or less, than before. */
    void changed(Link link) {
        while (!waiting.isEmpty() && link.room() > 0) {
            link.write(waiting.remove());
        }
        keepInOrder(link);
    }

    /** The connection has ended. */
    void gone(Link link) {
        links.remove(link);
        withRoom.remove(link);
        openMore();
    }

    void close() {
        closed = true;
        waiting.forEach(exchange -> exchange.notSent("The client is closed", null));
        waiting.clear();
        List.copyOf(links).forEach(link -> link.close(new IOException("The client is closed")));
        opener.close();
    }

    private void keepInOrder(Link link) {
        if (link.room() > 0) {
            withRoom.addLast(link);
        } else {
            withRoom.remove(link);
        }
    }

    private void openMore() {
        while (!closed && opening * perLink < waiting.size() && links.size() + opening < limits.connections()) {
            opening++;
            opener.open(this);
        }
    }

    private void sweepLater() {
        if (!sweeping && !closed) {
            sweeping = true;
            var _ = loop.schedule(this::sweep, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** Everything that ends by time ends here: a timer of its own for each call would cost as much as the call. */
    private void sweep() {
        sweeping = false;
        long now = System.nanoTime();
        for (Exchange e = waiting.peek(); e != null && e.isTooLateToStart(now); e = waiting.peek()) {
            waiting.remove();
            if (links.isEmpty()) {
                e.nobodyThere("No connection in time", null);
            } else {
                e.notSent("No free connection in time", null);
            }
        }
        for (Link link : List.copyOf(links)) {
            link.expire(now);
            if (link.underWay() == 0 && now - link.idleSince() > idleNanos || now - link.openedAt() > LONGEST_LIFE_NANOS) {
                link.retire();
            }
        }
        if (!links.isEmpty() || !waiting.isEmpty()) {
            sweepLater();
        }
    }
}
