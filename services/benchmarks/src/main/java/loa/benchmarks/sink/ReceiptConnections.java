package loa.benchmarks.sink;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;

/** At most 64 connections to where receipts go, with one request in flight each. Used by the event loop's thread. */
final class ReceiptConnections {
    private static final int MOST = 64;

    private final ReceiptForm form;
    private final Bootstrap bootstrap;
    private final Queue<Channel> idle = new ArrayDeque<>();
    private Queue<Receipt> source = new ArrayDeque<>();
    private Consumer<Boolean> done = _ -> {};
    private int open;

    ReceiptConnections(ReceiptForm form, EventLoopGroup loop) {
        this.form = form;
        this.bootstrap = new Bootstrap().group(loop).channel(NioSocketChannel.class).handler(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(new HttpClientCodec(), new HttpObjectAggregator(1 << 16), new Answers());
            }
        });
    }

    /** Posts what is in the queue, and goes on while there is more. */
    void postFrom(Queue<Receipt> queue, Consumer<Boolean> whenDone) {
        source = queue;
        done = whenDone;
        while (!source.isEmpty() && !idle.isEmpty()) {
            next(idle.remove());
        }
        int wanted = Math.min(MOST, source.size());
        while (open < wanted) {
            open++;
            connect(source.element());
        }
    }

    private void connect(Receipt example) {
        ChannelFuture connecting = bootstrap.connect(example.callback().getHost(), example.callback().getPort());
        connecting.addListener(_ -> {
            if (connecting.isSuccess()) {
                connecting.channel().closeFuture().addListener(_ -> closed(connecting.channel()));
                next(connecting.channel());
            } else {
                open--;
                source.poll();
                done.accept(false);
            }
        });
    }

    private void next(Channel channel) {
        Receipt receipt = source.poll();
        if (receipt == null) {
            idle.add(channel);
            return;
        }
        var _ = channel.writeAndFlush(form.request(receipt));
    }

    private void closed(Channel channel) {
        open--;
        if (!idle.remove(channel)) {
            done.accept(false); // what was in flight
        }
        postFrom(source, done);
    }

    private final class Answers extends SimpleChannelInboundHandler<FullHttpResponse> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
            done.accept(response.status().code() / 100 == 2);
            next(context.channel());
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            var _ = context.close();
        }
    }
}
