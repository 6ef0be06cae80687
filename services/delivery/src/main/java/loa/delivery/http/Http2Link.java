package loa.delivery.http;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import org.jspecify.annotations.Nullable;

/** A connection that speaks HTTP/2: as many calls at once as the server allows, each begun and ended here. RFC 9113. */
final class Http2Link extends Link {
    /** Enough for one connection, whatever the server allows. */
    private static final long MOST_STREAMS = 1_000;

    private final Consumer<Link> ready;
    private final Http2Streams streams = new Http2Streams();
    private final Http2ConnectionHandler http2;
    private long lastRead = openedAt();
    private int most;
    private boolean settled;
    private boolean flushing;
    private boolean telling;

    private Http2Link(Channel channel, Pool pool, HttpLimits limits, Consumer<Link> ready) {
        super(channel, pool, limits);
        this.ready = ready;
        this.http2 = new Http2ConnectionHandlerBuilder().server(false).initialSettings(Http2Settings.defaultSettings().pushEnabled(false))
                .encoderEnforceMaxConcurrentStreams(false).gracefulShutdownTimeoutMillis(0)
                .frameListener(new Http2Frames(this, streams, limits.maxAnswerBytes())).build();
    }

    /** @param ready is given the link once the server has said how much it allows */
    static void install(Channel channel, Pool pool, HttpLimits limits, Consumer<Link> ready) {
        var link = new Http2Link(channel, pool, limits, ready);
        link.http2.connection().addListener(new Http2ConnectionAdapter() {
            @Override
            public void onStreamClosed(Http2Stream stream) {
                link.closed(stream.id());
            }
        });
        channel.pipeline().addLast(link.http2, link.end());
    }

    @Override
    int unused() {
        return Math.max(0, most - Math.max(streams.size(), http2.connection().local().numActiveStreams()));
    }

    @Override
    int underWay() {
        return streams.size();
    }

    @Override
    void begin(Exchange exchange) {
        ChannelHandlerContext context = context();
        HttpCall call = exchange.call();
        int id = http2.connection().local().incrementAndGetNextStreamId();
        streams.begin(id, exchange);
        boolean withBody = call.body().length > 0;
        ChannelPromise written = channel.newPromise();
        var _ = http2.encoder().writeHeaders(context, id, Http2Call.headers(call), 0, !withBody, written);
        var _ = written.addListener(_ -> neverOpened(id, written.cause()));
        if (withBody && streams.has(id)) {
            var _ = http2.encoder().writeData(context, id, Unpooled.wrappedBuffer(call.body()), 0, true, channel.newPromise());
        }
        flushLater();
    }

    @Override
    void expire(long now) {
        List<Integer> late = streams.late(now);
        for (int id : late) {
            abandon(id, new SocketTimeoutException("No answer in time"));
        }
        if (!late.isEmpty() && now - lastRead > answerNanos) {
            retire(); // Silent for so long: probably cut off.
        }
    }

    @Override
    void loseAll(IOException reason) {
        streams.loseAll(reason);
    }

    /** The server allows so many calls at once; null: it says nothing of that. */
    void allowed(@Nullable Long streamsAtOnce) {
        if (streamsAtOnce != null || !settled) {
            most = (int) Math.min(streamsAtOnce == null ? MOST_STREAMS : streamsAtOnce, MOST_STREAMS);
        }
        if (settled) {
            pool.changed(this);
            return;
        }
        settled = true;
        ready.accept(this);
    }

    /** The server has said something about a call. */
    void heard() {
        lastRead = System.nanoTime();
    }

    void answered(int id, Http2Call call) {
        Optional<HttpAnswer> answer = call.answer();
        if (answer.isEmpty()) {
            lost(id, new IOException("The answer has no status"));
            return;
        }
        end(id);
        call.exchange().answered(answer.get());
        ended();
    }

    void notSent(int id, String reason) {
        Http2Call call = end(id);
        if (call != null) {
            call.exchange().notSent(reason, null);
            ended();
        }
    }

    void lost(int id, IOException reason) {
        Http2Call call = end(id);
        if (call != null) {
            call.exchange().lost(reason);
            ended();
        }
    }

    /** Gives up an answer, and tells the server so. */
    void abandon(int id, IOException reason) {
        Http2Call call = end(id);
        if (call != null) {
            call.exchange().lost(reason);
            var _ = http2.resetStream(context(), id, Http2Error.CANCEL.code(), channel.newPromise());
            flushLater();
        }
    }

    /** The stream is no more: that of a call which has its answer already, unless something went wrong. */
    private void closed(int id) {
        if (streams.has(id)) {
            lost(id, new IOException("The stream was closed before the answer"));
        }
        tellLater();
    }

    /** A stream that could not be opened sent nothing. When the connection broke instead, its end settles the call. */
    private void neverOpened(int id, @Nullable Throwable cause) {
        if (cause instanceof Http2Exception) {
            notSent(id, "The stream could not be opened");
        }
    }

    private @Nullable Http2Call end(int id) {
        Http2Call call = streams.end(id);
        if (streams.size() == 0) {
            becameIdle();
        }
        return call;
    }

    private void ended() {
        closeIfDone();
        tellLater();
    }

    /** The codec closes a stream only after it has told us of its end: until then a new one would be one too many. */
    private void tellLater() {
        if (!telling) {
            telling = true;
            channel.eventLoop().execute(() -> {
                telling = false;
                pool.changed(this);
            });
        }
    }

    /** Calls that are written in one turn of the event loop leave with one system call. */
    private void flushLater() {
        if (!flushing) {
            flushing = true;
            channel.eventLoop().execute(() -> {
                flushing = false;
                channel.flush();
            });
        }
    }

    private ChannelHandlerContext context() {
        return channel.pipeline().context(http2);
    }
}
