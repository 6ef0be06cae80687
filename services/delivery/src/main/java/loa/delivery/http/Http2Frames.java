package loa.delivery.http;

import java.io.IOException;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2EventAdapter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;

/** What the frames that a server sends mean for the calls on its connection. RFC 9113. */
final class Http2Frames extends Http2EventAdapter {
    private final Http2Link link;
    private final Http2Streams streams;
    private final int maxAnswerBytes;

    Http2Frames(Http2Link link, Http2Streams streams, int maxAnswerBytes) {
        this.link = link;
        this.streams = streams;
        this.maxAnswerBytes = maxAnswerBytes;
    }

    @Override
    public void onSettingsRead(ChannelHandlerContext context, Http2Settings settings) {
        link.allowed(settings.maxConcurrentStreams());
    }

    @Override
    public void onHeadersRead(ChannelHandlerContext context, int id, Http2Headers headers, int dependency, short weight, boolean exclusive,
            int padding, boolean end) {
        onHeadersRead(context, id, headers, padding, end);
    }

    @Override
    public void onHeadersRead(ChannelHandlerContext context, int id, Http2Headers headers, int padding, boolean end) {
        link.heard();
        Http2Call call = streams.find(id);
        if (call == null) {
            return;
        }
        call.read(headers);
        if (end) {
            link.answered(id, call);
        }
    }

    @Override
    public int onDataRead(ChannelHandlerContext context, int id, ByteBuf data, int padding, boolean end) {
        link.heard();
        int length = data.readableBytes() + padding;
        Http2Call call = streams.find(id);
        if (call == null) {
            return length;
        }
        if (!call.read(data, maxAnswerBytes)) {
            link.abandon(id, new IOException("The answer is longer than %d bytes".formatted(maxAnswerBytes)));
            return length;
        }
        if (end) {
            link.answered(id, call);
        }
        return length;
    }

    /** {@code REFUSED_STREAM} alone says that nothing was done (RFC 9113, section 8.7). */
    @Override
    public void onRstStreamRead(ChannelHandlerContext context, int id, long error) {
        if (error == Http2Error.REFUSED_STREAM.code()) {
            link.notSent(id, "The provider refused the stream");
        } else {
            link.lost(id, new IOException("The provider reset the stream with error " + error));
        }
    }

    /** Streams above the last one have not been looked at, and will not be (RFC 9113, section 6.8). */
    @Override
    public void onGoAwayRead(ChannelHandlerContext context, int last, long error, ByteBuf debug) {
        link.takeNoMore();
        streams.above(last).forEach(id -> link.notSent(id, "The provider is closing the connection"));
        link.retire();
        link.pool.changed(link);
    }
}
