package loa.benchmarks.sink;

import java.util.List;
import java.util.Locale;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import tools.jackson.databind.json.JsonMapper;

/**
 * How the run asks and sets a sink, on a port of its own: {@code GET /counts}, {@code POST /settings?latencyMs=&ratePerSecond=&receipts=},
 * {@code POST /reset}, {@code POST /release} (held receipts). On the same thread as everything else.
 */
final class Control extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Providers providers;
    private final ChannelGroup connections;

    Control(Providers providers, ChannelGroup connections) {
        this.providers = providers;
        this.connections = connections;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        var uri = new QueryStringDecoder(request.uri());
        HttpResponseStatus status = HttpResponseStatus.OK;
        switch (uri.path()) {
            case "/counts" -> {
            }
            case "/settings" -> providers.set(settings(uri));
            case "/reset" -> {
                providers.arrivals().reset();
                providers.receipts().reset();
            }
            case "/release" -> providers.receipts().release();
            default -> status = HttpResponseStatus.NOT_FOUND;
        }
        answer(context, status);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        var _ = context.close();
    }

    private void answer(ChannelHandlerContext context, HttpResponseStatus status) {
        byte[] json = JSON.writeValueAsBytes(providers.arrivals().counts(connections.size(), providers.receipts().counts()));
        var response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(json));
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON).setInt(HttpHeaderNames.CONTENT_LENGTH,
                json.length);
        var _ = context.writeAndFlush(response);
    }

    private static SinkSettings settings(QueryStringDecoder uri) {
        return new SinkSettings(Integer.parseInt(one(uri, "latencyMs", "0")), Double.parseDouble(one(uri, "ratePerSecond", "0")),
                SinkSettings.Receipts.valueOf(one(uri, "receipts", "off").toUpperCase(Locale.ROOT)));
    }

    private static String one(QueryStringDecoder uri, String name, String otherwise) {
        return uri.parameters().getOrDefault(name, List.of(otherwise)).getFirst();
    }
}
