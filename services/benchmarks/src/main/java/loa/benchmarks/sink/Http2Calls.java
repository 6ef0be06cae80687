package loa.benchmarks.sink;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2WindowUpdateFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;

/** Requests of one HTTP/2 connection, all its streams in one handler: a channel for each stream would cost more than the request. */
final class Http2Calls extends ChannelInboundHandlerAdapter {
    private final Providers providers;
    private final IntObjectMap<Request> open = new IntObjectHashMap<>();

    Http2Calls(Providers providers) {
        this.providers = providers;
    }

    private record Request(boolean post, String path, ByteBuf body) {}

    @Override
    public void channelRead(ChannelHandlerContext context, Object frame) {
        try {
            switch (frame) {
                case Http2HeadersFrame headers -> begin(context, headers);
                case Http2DataFrame data -> append(context, data);
                case Http2ResetFrame reset -> forget(reset.stream().id());
                default -> {
                    // settings, pings and window updates are the codec's own affair
                }
            }
        } finally {
            ReferenceCountUtil.release(frame);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        open.values().forEach(request -> request.body().release());
        open.clear();
    }

    /** Whoever calls has gone: there is nobody to tell. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        var _ = context.close();
    }

    private void begin(ChannelHandlerContext context, Http2HeadersFrame frame) {
        Http2Headers headers = frame.headers();
        CharSequence path = headers.path();
        if (path == null) {
            return; // trailers
        }
        boolean post = "POST".contentEquals(String.valueOf(headers.method()));
        open.put(frame.stream().id(), new Request(post, path.toString(), context.alloc().buffer()));
        if (frame.isEndStream()) {
            end(context, frame.stream());
        }
    }

    private void append(ChannelHandlerContext context, Http2DataFrame frame) {
        var _ = context.write(new DefaultHttp2WindowUpdateFrame(frame.initialFlowControlledBytes()).stream(frame.stream()));
        Request request = open.get(frame.stream().id());
        if (request == null) {
            return;
        }
        request.body().writeBytes(frame.content());
        if (frame.isEndStream()) {
            end(context, frame.stream());
        }
    }

    private void end(ChannelHandlerContext context, Http2FrameStream stream) {
        Request request = open.remove(stream.id());
        try {
            providers.take(request.post(), request.path(), request.body(), context.alloc(), answer -> write(context, stream, answer));
        } finally {
            request.body().release();
        }
    }

    private void forget(int stream) {
        Request request = open.remove(stream);
        if (request != null) {
            request.body().release();
        }
    }

    private static void write(ChannelHandlerContext context, Http2FrameStream stream, Answer answer) {
        Http2Headers headers = new DefaultHttp2Headers(false).status(Integer.toString(answer.status()))
                .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
                .setInt(HttpHeaderNames.CONTENT_LENGTH, answer.json().readableBytes());
        var _ = context.write(new DefaultHttp2HeadersFrame(headers).stream(stream));
        var _ = context.writeAndFlush(new DefaultHttp2DataFrame(answer.json(), true).stream(stream));
    }
}
