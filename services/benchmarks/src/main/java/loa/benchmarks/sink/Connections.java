package loa.benchmarks.sink;

import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.flush.FlushConsolidationHandler;

/** Sets up each connection: HTTP/2 when it begins with HTTP/2's preface (RFC 9113, section 3.4), else HTTP/1.1. */
final class Connections extends ChannelInitializer<SocketChannel> {
    private static final int PREFACE_BEGINS = 'P' << 16 | 'R' << 8 | 'I';
    private static final int MOST_BYTES = 1 << 20;
    private static final int FLUSH_AFTER = 64;

    private final Providers providers;
    private final ChannelGroup open;
    private final int streams;

    /**
     * For these providers.
     *
     * @param open    takes each connection as long as it is open
     * @param streams that one HTTP/2 connection may have open
     */
    Connections(Providers providers, ChannelGroup open, int streams) {
        this.providers = providers;
        this.open = open;
        this.streams = streams;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
        open.add(channel);
        channel.pipeline().addLast(new Sniffer());
    }

    private void speakHttp2(ChannelPipeline pipeline) {
        var settings = Http2Settings.defaultSettings().maxConcurrentStreams(streams).initialWindowSize(MOST_BYTES);
        pipeline.addLast(new FlushConsolidationHandler(FLUSH_AFTER, true));
        pipeline.addLast(Http2FrameCodecBuilder.forServer().initialSettings(settings).validateHeaders(false).build());
        pipeline.addLast(new Http2Calls(providers));
    }

    private void speakHttp1(ChannelPipeline pipeline) {
        pipeline.addLast(new HttpServerCodec(), new HttpObjectAggregator(MOST_BYTES), new Http1Calls(providers));
    }

    private final class Sniffer extends ByteToMessageDecoder {
        @Override
        protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
            if (in.readableBytes() < 3) {
                return;
            }
            if (in.getMedium(in.readerIndex()) == PREFACE_BEGINS) {
                speakHttp2(context.pipeline());
            } else {
                speakHttp1(context.pipeline());
            }
            context.pipeline().remove(this);
        }
    }
}
