package loa.delivery.http;

import java.io.IOException;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.TrustManagerFactory;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;

import loa.delivery.Departure;

/**
 * An HTTP client that sends each request at most once and never by itself again, and knows of each that failed whether a byte of it may
 * have left. Connections are kept and shared; one thread serves them all, and callers wait on their own, which are meant to be virtual.
 * No redirects, cookies or compression. Thread-safe. Why it is ours: ADR 13.
 */
public final class OnceHttp implements AutoCloseable {
    private static final int LONGEST_CLOSE_SECONDS = 5;

    private final HttpLimits limits;
    private final long startNanos;
    private final Opener.Way way;
    private final MultiThreadIoEventLoopGroup group;
    private final EventLoop loop;
    /** Of the event loop alone. */
    private final Map<Origin, Pool> pools = new HashMap<>();
    private boolean closed;

    /**
     * Opens nothing yet.
     *
     * @param name of its thread
     */
    public OnceHttp(String name, Versions versions, HttpLimits limits) {
        this(name, limits, new Opener.Way(versions, new Tls(versions, null), InetAddress::getAllByName));
    }

    /** @param trust whom to believe in TLS */
    OnceHttp(String name, Versions versions, HttpLimits limits, TrustManagerFactory trust) {
        this(name, limits, new Opener.Way(versions, new Tls(versions, trust), InetAddress::getAllByName));
    }

    OnceHttp(String name, HttpLimits limits, Opener.Way way) {
        this.limits = limits;
        this.startNanos = limits.startWithin().toNanos();
        this.way = way;
        this.group = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory(name, true), NioIoHandler.newFactory());
        this.loop = group.next();
    }

    /**
     * Sends the request and waits for the answer, whatever its status. It leaves within {@link HttpLimits#startWithin()} and before it is
     * too late for its {@link Departure}, or not at all.
     *
     * @throws NotSentException                when the provider certainly did not process it
     * @throws java.net.SocketTimeoutException when no answer came in time; whether it was processed is not known
     * @throws IOException                     when the connection was lost, or the answer was none; likewise not known
     */
    public HttpAnswer exchange(HttpCall call) throws IOException {
        var exchange = new Exchange(call, System.nanoTime() + startNanos, Departure.ofThisThread());
        try {
            loop.execute(() -> take(exchange));
        } catch (RejectedExecutionException e) {
            throw new NotSentException("The client is closed", e);
        }
        return exchange.await();
    }

    /**
     * Opens a connection, if there is none, so that the first request does not wait for it; it is closed again when it stays idle.
     *
     * @return done when a connection stands, or with the reason for which none does
     */
    public CompletableFuture<Void> connect(Origin origin) {
        var connected = new CompletableFuture<Void>();
        try {
            loop.execute(() -> {
                if (closed) {
                    connected.completeExceptionally(new NotSentException("The client is closed", null));
                } else {
                    pools.computeIfAbsent(origin, this::pool).connect(connected);
                }
            });
        } catch (RejectedExecutionException e) {
            connected.completeExceptionally(new NotSentException("The client is closed", e));
        }
        return connected;
    }

    /** Gives up all that is under way, closes every connection and ends the thread. Repeatable. */
    @Override
    public void close() {
        if (!group.isShuttingDown()) {
            loop.execute(this::giveUp);
            group.shutdownGracefully(0, LONGEST_CLOSE_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly(LONGEST_CLOSE_SECONDS,
                    TimeUnit.SECONDS);
        }
    }

    private void take(Exchange exchange) {
        if (closed) {
            exchange.notSent("The client is closed", null);
            return;
        }
        pools.computeIfAbsent(exchange.call().origin(), this::pool).take(exchange);
    }

    private Pool pool(Origin origin) {
        return new Pool(loop, new Opener(loop, origin, way, limits), limits);
    }

    private void giveUp() {
        closed = true;
        pools.values().forEach(Pool::close);
    }
}
