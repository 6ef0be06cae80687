package loa.delivery.http;

import java.io.IOException;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * One connection that stands, from its first call to its end. How calls are written and answers read is left to the versions of HTTP.
 * Lives on the event loop alone.
 */
abstract class Link {
    final Channel channel;
    final Pool pool;
    final HttpLimits limits;
    final long answerNanos;
    private final long openedAt = System.nanoTime();
    private long idleSince = openedAt;
    private boolean retired;

    Link(Channel channel, Pool pool, HttpLimits limits) {
        this.channel = channel;
        this.pool = pool;
        this.limits = limits;
        this.answerNanos = limits.answerWithin().toNanos();
    }

    /** How many calls more could be under way, as long as the connection is not closing. */
    abstract int unused();

    /** How many calls are under way on it. */
    abstract int underWay();

    /** Writes a call that may leave now. */
    abstract void begin(Exchange exchange);

    /** Gives up what has waited too long for its answer. */
    abstract void expire(long now);

    /** Whether the calls that are under way arrived is not known, and no answer will come. */
    abstract void loseAll(IOException reason);

    /** How many more calls it takes now; nothing once it is closing. */
    final int room() {
        return retired || !channel.isActive() ? 0 : unused();
    }

    /** Writes the call, unless it is too late for it. Only with {@link #room()}. */
    final void write(Exchange exchange) {
        if (exchange.start(System.nanoTime(), answerNanos)) {
            begin(exchange);
        }
    }

    /** Takes nothing new from now on; what is under way goes on. */
    final void takeNoMore() {
        retired = true;
    }

    /** Takes nothing new, and closes when nothing is under way any more. */
    final void retire() {
        retired = true;
        closeIfDone();
    }

    /** To be called when a call has ended: the last one of a connection that takes nothing new closes it. */
    final void closeIfDone() {
        if (retired && underWay() == 0) {
            var _ = channel.close();
        }
    }

    /** Closes at once; what is under way is lost. */
    final void close(IOException reason) {
        retired = true;
        loseAll(reason);
        var _ = channel.close();
    }

    /** Nothing is under way any more. */
    final void becameIdle() {
        idleSince = System.nanoTime();
    }

    /** By {@link System#nanoTime()}: when it last became idle, or was opened. */
    final long idleSince() {
        return idleSince;
    }

    /** By {@link System#nanoTime()}. */
    final long openedAt() {
        return openedAt;
    }

    /** The last of the connection's handlers: whatever ends it, its calls are told and the pool forgets it. */
    final ChannelHandler end() {
        return new ChannelInboundHandlerAdapter() {
            @Override
            public void channelInactive(ChannelHandlerContext context) {
                close(new IOException("The connection was closed before the answer"));
                pool.gone(Link.this);
            }

            @Override
            public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
                close(new IOException("The connection broke", cause));
            }
        };
    }
}
