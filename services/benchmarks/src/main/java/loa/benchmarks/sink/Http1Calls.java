package loa.benchmarks.sink;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;

/** Requests of one HTTP/1.1 connection. */
final class Http1Calls extends SimpleChannelInboundHandler<FullHttpRequest> {
    private final Providers providers;

    Http1Calls(Providers providers) {
        this.providers = providers;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        boolean last = !HttpUtil.isKeepAlive(request);
        providers.take(HttpMethod.POST.equals(request.method()), request.uri(), request.content(), context.alloc(),
                answer -> write(context, answer, last));
    }

    /** Whoever calls has gone: there is nobody to tell. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        var _ = context.close();
    }

    private static void write(ChannelHandlerContext context, Answer answer, boolean last) {
        var response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(answer.status()), answer.json());
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
                .setInt(HttpHeaderNames.CONTENT_LENGTH, answer.json().readableBytes());
        var written = context.writeAndFlush(response);
        if (last) {
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }
}
