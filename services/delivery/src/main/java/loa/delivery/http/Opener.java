package loa.delivery.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLException;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslHandler;
import org.jspecify.annotations.Nullable;

/** Opens connections to one origin: finds its address, connects, shakes hands. Lives on the event loop, but for what would block it. */
final class Opener {
    private final EventLoop loop;
    private final Origin origin;
    private final Way way;
    private final HttpLimits limits;
    private final Addresses known = new Addresses();
    private final Set<Opening> underWay = new HashSet<>();

    /** How any origin is reached. */
    record Way(Versions versions, Tls tls, Names names) {}

    Opener(EventLoop loop, Origin origin, Way way, HttpLimits limits) {
        this.loop = loop;
        this.origin = origin;
        this.way = way;
        this.limits = limits;
    }

    /** Whether a connection may turn out to take several calls at once. */
    boolean mayMultiplex() {
        return way.versions() == Versions.PRIOR_KNOWLEDGE || way.versions() == Versions.NEGOTIATED && origin.secure();
    }

    /** Tells the pool once, by {@link Pool#opened} or {@link Pool#failedToOpen}, and within {@link HttpLimits#startWithin()}. */
    void open(Pool pool) {
        var opening = new Opening(pool);
        underWay.add(opening);
        Thread.ofVirtual().name("http-resolve").start(() -> resolve(opening));
    }

    void close() {
        List.copyOf(underWay).forEach(opening -> opening.failed(new SocketTimeoutException("The client is closed")));
    }

    /** Name servers may be slow, and Java asks them blocking: not on the event loop. */
    private void resolve(Opening opening) {
        try {
            try {
                InetAddress[] addresses = way.names().addresses(origin.bareHost());
                loop.execute(() -> connect(opening, known.inOrder(addresses), 0));
            } catch (UnknownHostException e) {
                loop.execute(() -> opening.failed(e));
            }
        } catch (RejectedExecutionException e) {
            // The client has been closed meanwhile, and nobody waits any more.
        }
    }

    private void connect(Opening opening, List<InetAddress> addresses, int index) {
        if (opening.done) {
            return;
        }
        InetAddress address = addresses.get(index);
        int others = addresses.size() - index - 1;
        opening.address = address;
        ChannelFuture connected = new Bootstrap().group(loop).channel(NioSocketChannel.class).disableResolver()
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, opening.millisFor(others)).option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true).handler(new ChannelInboundHandlerAdapter())
                .connect(new InetSocketAddress(address, origin.port()));
        opening.channel = connected.channel();
        var _ = connected.addListener(_ -> {
            if (connected.isSuccess()) {
                secure(opening, connected.channel());
            } else if (others > 0 && !opening.done) {
                known.silent(address);
                connect(opening, addresses, index + 1);
            } else {
                opening.failed(connected.cause());
            }
        });
    }

    private void secure(Opening opening, Channel channel) {
        if (!origin.secure()) {
            speak(opening, channel, way.versions() == Versions.PRIOR_KNOWLEDGE);
            return;
        }
        try {
            SslHandler ssl = way.tls().handler(channel, origin);
            var quiet = new Quiet();
            channel.pipeline().addLast(ssl, quiet);
            var _ = ssl.handshakeFuture().addListener(handshake -> {
                if (handshake.isSuccess()) {
                    channel.pipeline().remove(quiet);
                    speak(opening, channel, ApplicationProtocolNames.HTTP_2.equals(ssl.applicationProtocol()));
                } else {
                    opening.failed(handshake.cause());
                }
            });
        } catch (SSLException e) {
            opening.failed(e);
        }
    }

    private void speak(Opening opening, Channel channel, boolean http2) {
        if (opening.done) {
            var _ = channel.close();
        } else if (http2) {
            Http2Link.install(channel, opening.pool, limits, opening::succeeded);
        } else {
            opening.succeeded(Http1Link.install(channel, opening.pool, limits));
        }
    }

    /** One connection on its way. */
    private final class Opening {
        private final Pool pool;
        private final ScheduledFuture<?> timer;
        private final long end = System.nanoTime() + limits.startWithin().toNanos();
        private @Nullable InetAddress address;
        private @Nullable Channel channel;
        private boolean done;

        Opening(Pool pool) {
            this.pool = pool;
            this.timer = loop.schedule(() -> failed(new SocketTimeoutException("No connection in time")), limits.startWithin().toNanos(),
                    TimeUnit.NANOSECONDS);
        }

        int millisFor(int others) {
            return (int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(Addresses.share(end - System.nanoTime(), others)));
        }

        void succeeded(Link link) {
            if (end()) {
                if (address != null) {
                    known.answered(address);
                }
                pool.opened(link);
            } else {
                link.retire();
            }
        }

        void failed(Throwable cause) {
            if (end()) {
                if (address != null) {
                    known.silent(address);
                }
                if (channel != null) {
                    var _ = channel.close();
                }
                pool.failedToOpen(cause);
            }
        }

        private boolean end() {
            if (done) {
                return false;
            }
            done = true;
            timer.cancel(false);
            underWay.remove(this);
            return true;
        }
    }

    /** The future of the handshake tells what went wrong; nobody else needs to. */
    private static final class Quiet extends ChannelInboundHandlerAdapter {
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            var _ = context.close();
        }
    }
}
