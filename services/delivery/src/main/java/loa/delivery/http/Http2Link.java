package loa.delivery.http;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2EventAdapter;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import org.jspecify.annotations.Nullable;

/** A connection that speaks HTTP/2: as many calls at once as the server allows. RFC 9113. */
final class Http2Link extends Http2EventAdapter implements Link {
    /** Enough for one connection, whatever the server allows. */
    private static final long MOST_STREAMS = 1_000;

    private final Channel channel;
    private final Pool pool;
    private final HttpLimits limits;
    private final long answerNanos;
    private final Consumer<Link> ready;
    private final Http2ConnectionHandler http2;
    private final IntObjectMap<Http2Call> streams = new IntObjectHashMap<>();
    private final long openedAt = System.nanoTime();
    private long idleSince = openedAt;
    private long lastRead = openedAt;
    private int most;
    private boolean settled;
    private boolean retired;
    private boolean flushing;
    private boolean telling;

    private Http2Link(Channel channel, Pool pool, HttpLimits limits, Consumer<Link> ready) {
        this.channel = channel;
        this.pool = pool;
        this.limits = limits;
        this.answerNanos = limits.answerWithin().toNanos();
        this.ready = ready;
        this.http2 = new Http2ConnectionHandlerBuilder().server(false).initialSettings(Http2Settings.defaultSettings().pushEnabled(false))
                .encoderEnforceMaxConcurrentStreams(false).gracefulShutdownTimeoutMillis(0).frameListener(this).build();
    }

    /** @param ready is given the link once the server has said how much it allows */
    static void install(Channel channel, Pool pool, HttpLimits limits, Consumer<Link> ready) {
        var link = new Http2Link(channel, pool, limits, ready);
        link.http2.connection().addListener(new Http2ConnectionAdapter() {
            @Override
            public void onStreamClosed(Http2Stream stream) {
                link.lost(stream.id(), new IOException("The stream was closed before the answer"));
                link.tellLater();
            }
        });
        channel.pipeline().addLast(link.http2, new ChannelInboundHandlerAdapter() {
            @Override
            public void channelInactive(ChannelHandlerContext context) {
                link.close(new IOException("The connection was closed before the answer"));
                pool.gone(link);
            }

            @Override
            public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
                link.close(new IOException("The connection broke", cause));
            }
        });
    }

    @Override
    public int room() {
        int open = Math.max(streams.size(), http2.connection().local().numActiveStreams());
        return retired || !channel.isActive() ? 0 : Math.max(0, most - open);
    }

    @Override
    public int underWay() {
        return streams.size();
    }

    @Override
    public void write(Exchange exchange) {
        if (!exchange.start(System.nanoTime(), answerNanos)) {
            return;
        }
        ChannelHandlerContext context = context();
        HttpCall call = exchange.call();
        int id = http2.connection().local().incrementAndGetNextStreamId();
        streams.put(id, new Http2Call(exchange));
        boolean withBody = call.body().length > 0;
        ChannelPromise written = channel.newPromise();
        var _ = http2.encoder().writeHeaders(context, id, Http2Call.headers(call), 0, !withBody, written);
        var _ = written.addListener(_ -> neverOpened(id, written.cause()));
        if (withBody && streams.containsKey(id)) {
            var _ = http2.encoder().writeData(context, id, Unpooled.wrappedBuffer(call.body()), 0, true, channel.newPromise());
        }
        flushLater();
    }

    @Override
    public void expire(long now) {
        List<Integer> late = new ArrayList<>();
        streams.forEach((id, stream) -> {
            if (stream.exchange().isTooLateToAnswer(now)) {
                late.add(id);
            }
        });
        for (int id : late) {
            abandon(id, new SocketTimeoutException("No answer in time"));
        }
        if (!late.isEmpty() && now - lastRead > answerNanos) {
            retire(); // Silent for so long: probably cut off.
        }
    }

    @Override
    public void retire() {
        retired = true;
        if (streams.isEmpty()) {
            var _ = channel.close();
        }
    }

    @Override
    public void close(IOException reason) {
        retired = true;
        List<Http2Call> open = List.copyOf(streams.values());
        streams.clear();
        open.forEach(stream -> stream.exchange().lost(reason));
        var _ = channel.close();
    }

    @Override
    public long idleSince() {
        return idleSince;
    }

    @Override
    public long openedAt() {
        return openedAt;
    }

    @Override
    public void onSettingsRead(ChannelHandlerContext context, Http2Settings settings) {
        Long allowed = settings.maxConcurrentStreams();
        if (allowed != null || !settled) {
            most = (int) Math.min(allowed == null ? MOST_STREAMS : allowed, MOST_STREAMS);
        }
        if (settled) {
            pool.changed(this);
            return;
        }
        settled = true;
        ready.accept(this);
    }

    @Override
    public void onHeadersRead(ChannelHandlerContext context, int id, Http2Headers headers, int dependency, short weight, boolean exclusive,
            int padding, boolean end) {
        onHeadersRead(context, id, headers, padding, end);
    }

    @Override
    public void onHeadersRead(ChannelHandlerContext context, int id, Http2Headers headers, int padding, boolean end) {
        lastRead = System.nanoTime();
        Http2Call stream = streams.get(id);
        if (stream == null) {
            return;
        }
        stream.read(headers);
        if (end) {
            answered(id, stream);
        }
    }

    @Override
    public int onDataRead(ChannelHandlerContext context, int id, ByteBuf data, int padding, boolean end) {
        lastRead = System.nanoTime();
        int length = data.readableBytes() + padding;
        Http2Call stream = streams.get(id);
        if (stream == null) {
            return length;
        }
        if (!stream.read(data, limits.maxAnswerBytes())) {
            abandon(id, new IOException("The answer is longer than %d bytes".formatted(limits.maxAnswerBytes())));
            return length;
        }
        if (end) {
            answered(id, stream);
        }
        return length;
    }

    /** {@code REFUSED_STREAM} alone says that nothing was done (RFC 9113, section 8.7). */
    @Override
    public void onRstStreamRead(ChannelHandlerContext context, int id, long error) {
        if (error == Http2Error.REFUSED_STREAM.code()) {
            notSent(id, "The provider refused the stream");
        } else {
            lost(id, new IOException("The provider reset the stream with error " + error));
        }
    }

    /** Streams above the last one have not been looked at, and will not be (RFC 9113, section 6.8). */
    @Override
    public void onGoAwayRead(ChannelHandlerContext context, int last, long error, ByteBuf debug) {
        retired = true;
        List<Integer> above = streams.keySet().stream().filter(id -> id > last).toList();
        above.forEach(id -> notSent(id, "The provider is closing the connection"));
        retire();
        pool.changed(this);
    }

    private void answered(int id, Http2Call stream) {
        Optional<HttpAnswer> answer = stream.answer();
        if (answer.isEmpty()) {
            lost(id, new IOException("The answer has no status"));
            return;
        }
        remove(id);
        stream.exchange().answered(answer.get());
        ended();
    }

    private void notSent(int id, String reason) {
        Http2Call stream = remove(id);
        if (stream != null) {
            stream.exchange().notSent(reason, null);
            ended();
        }
    }

    private void lost(int id, IOException reason) {
        Http2Call stream = remove(id);
        if (stream != null) {
            stream.exchange().lost(reason);
            ended();
        }
    }

    /** A stream that could not be opened sent nothing. When the connection broke instead, its end settles the call. */
    private void neverOpened(int id, @Nullable Throwable cause) {
        if (cause instanceof Http2Exception) {
            notSent(id, "The stream could not be opened");
        }
    }

    private void abandon(int id, IOException reason) {
        Http2Call stream = remove(id);
        if (stream != null) {
            stream.exchange().lost(reason);
            var _ = http2.resetStream(context(), id, Http2Error.CANCEL.code(), channel.newPromise());
            flushLater();
        }
    }

    private @Nullable Http2Call remove(int id) {
        Http2Call stream = streams.remove(id);
        if (streams.isEmpty()) {
            idleSince = System.nanoTime();
        }
        return stream;
    }

    private void ended() {
        if (retired) {
            retire();
        }
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
