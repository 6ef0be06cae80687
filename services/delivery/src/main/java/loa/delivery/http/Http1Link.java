package loa.delivery.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import org.jspecify.annotations.Nullable;

/** A connection that speaks HTTP/1.1: one call at a time, never a second one before the answer to the first. RFC 9112. */
final class Http1Link extends Link {
    private @Nullable Exchange current;
    private @Nullable HttpResponse head;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream(1024);

    private Http1Link(Channel channel, Pool pool, HttpLimits limits) {
        super(channel, pool, limits);
    }

    static Http1Link install(Channel channel, Pool pool, HttpLimits limits) {
        var link = new Http1Link(channel, pool, limits);
        channel.pipeline().addLast(new HttpResponseDecoder(), link.new Reader(), link.end());
        return link;
    }

    @Override
    int unused() {
        return current == null ? 1 : 0;
    }

    @Override
    int underWay() {
        return current == null ? 0 : 1;
    }

    @Override
    void begin(Exchange exchange) {
        current = exchange;
        var _ = channel.writeAndFlush(bytes(exchange.call())).addListener(written -> {
            if (!written.isSuccess()) {
                close(new IOException("The connection broke while the request was written", written.cause()));
            }
        });
    }

    @Override
    void expire(long now) {
        if (current != null && current.isTooLateToAnswer(now)) {
            close(new SocketTimeoutException("No answer in time"));
        }
    }

    @Override
    void loseAll(IOException reason) {
        if (current != null) {
            current.lost(reason);
            current = null;
        }
    }

    /** Puts the parts of answers together. */
    private final class Reader extends SimpleChannelInboundHandler<HttpObject> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
            read(part);
        }
    }

    private void read(HttpObject part) {
        if (current == null) {
            close(new IOException("An answer to nothing"));
            return;
        }
        if (part.decoderResult().isFailure()) {
            close(new IOException("The answer cannot be read", part.decoderResult().cause()));
            return;
        }
        if (part instanceof HttpResponse response) {
            head = response;
        }
        if (part instanceof HttpContent content) {
            append(current, content);
        }
    }

    private void append(Exchange exchange, HttpContent content) {
        ByteBuf bytes = content.content();
        if (body.size() + bytes.readableBytes() > limits.maxAnswerBytes()) {
            close(new IOException("The answer is longer than %d bytes".formatted(limits.maxAnswerBytes())));
            return;
        }
        try {
            bytes.readBytes(body, bytes.readableBytes());
        } catch (IOException e) {
            throw new AssertionError("A buffer takes bytes", e);
        }
        if (content instanceof LastHttpContent && head != null) {
            end(exchange, head);
        }
    }

    private void end(Exchange exchange, HttpResponse response) {
        byte[] bytes = body.toByteArray();
        body.reset();
        head = null;
        if (response.status().code() < 200) {
            return; // An interim answer: the real one follows.
        }
        var answer = new HttpAnswer(response.status().code(), fields(response), bytes);
        current = null;
        becameIdle();
        exchange.answered(answer);
        if (!HttpUtil.isKeepAlive(response)) {
            takeNoMore();
        }
        closeIfDone();
        pool.changed(this);
    }

    private static List<Field> fields(HttpResponse response) {
        List<Field> fields = new ArrayList<>(response.headers().size());
        response.headers().forEach(h -> fields.add(new Field(h.getKey(), h.getValue())));
        return fields;
    }

    /** Written in one piece, so that one system call takes it. */
    private ByteBuf bytes(HttpCall call) {
        var head = new StringBuilder(512).append(call.method()).append(' ').append(call.path()).append(" HTTP/1.1\r\nHost: ")
                .append(call.origin().authority()).append("\r\n");
        for (Field field : call.fields()) {
            head.append(field.name()).append(": ").append(field.value()).append("\r\n");
        }
        if (call.body().length > 0 || !call.method().equals("GET")) {
            head.append("Content-Length: ").append(call.body().length).append("\r\n");
        }
        head.append("\r\n");
        ByteBuf bytes = channel.alloc().ioBuffer(head.length() + call.body().length);
        bytes.writeCharSequence(head, StandardCharsets.ISO_8859_1);
        return bytes.writeBytes(call.body());
    }
}
