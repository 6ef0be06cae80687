package loa.benchmarks.sink;

import java.net.InetSocketAddress;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.GlobalEventExecutor;

/** A provider that only counts: fake Twilio and fake FCM on one port, its control on another, both on 127.0.0.1, all on one thread. */
public final class Sink implements AutoCloseable {
    /** Of the account that it takes for its own; nothing checks it. */
    public static final String ACCOUNT_SID = "AC00000000000000000000000000000000";
    /** By which it signs its receipts. */
    public static final String AUTH_TOKEN = "benchmark-auth-token";

    private static final int BACKLOG = 4_096;

    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Channel provider;
    private final Channel control;

    /**
     * Starts both; returns when they answer.
     *
     * @param streams that one HTTP/2 connection may have open
     */
    public Sink(int streams) {
        ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
        var receipts = new ReceiptPosts(new ReceiptConnections(new ReceiptForm(ACCOUNT_SID, AUTH_TOKEN), loop), loop.next());
        var providers = new Providers(new Answers(ACCOUNT_SID), new DelayLine(loop.next()), receipts);
        provider = listen(new Connections(providers, open, streams));
        control = listen(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(new HttpServerCodec(), new HttpObjectAggregator(1 << 16), new Control(providers, open));
            }
        });
    }

    /** Where Twilio and FCM answer. */
    public int port() {
        return ((InetSocketAddress) provider.localAddress()).getPort();
    }

    /** Where it is asked and set. */
    public int controlPort() {
        return ((InetSocketAddress) control.localAddress()).getPort();
    }

    @Override
    public void close() {
        var _ = loop.shutdownGracefully();
    }

    private Channel listen(ChannelHandler connections) {
        return new ServerBootstrap().group(loop).channel(NioServerSocketChannel.class).option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true).childHandler(connections).bind("127.0.0.1", 0).syncUninterruptibly()
                .channel();
    }
}
