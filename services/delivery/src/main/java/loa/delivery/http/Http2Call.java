package loa.delivery.http;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;

/** A call on a stream of its own, and what has come of its answer. Used by the event loop of its connection. */
final class Http2Call {
    /** Fields that HTTP/2 does not have (RFC 9113, section 8.2.2). */
    private static final Set<String> OF_HTTP_1 = Set.of("connection", "host", "keep-alive", "transfer-encoding", "upgrade");
    /** Lower ones are interim: the answer is still to come (RFC 9110, section 15.2). */
    private static final int FIRST_FINAL_STATUS = 200;

    private final Exchange exchange;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream(256);
    private final List<Field> fields = new ArrayList<>();
    private int status;

    Http2Call(Exchange exchange) {
        this.exchange = exchange;
    }

    Exchange exchange() {
        return exchange;
    }

    /** The head of the answer, once; trailers change nothing. */
    void read(Http2Headers headers) {
        int said = headers.status() == null ? status : Integer.parseInt(headers.status().toString());
        if (said < FIRST_FINAL_STATUS || status != 0) {
            return;
        }
        status = said;
        headers.forEach(header -> {
            if (header.getKey().charAt(0) != ':') {
                fields.add(new Field(header.getKey().toString(), header.getValue().toString()));
            }
        });
    }

    /** A part of the answer's body. False, and nothing is read, when it would be longer than this. */
    boolean read(ByteBuf data, int mostBytes) {
        if (body.size() + data.readableBytes() > mostBytes) {
            return false;
        }
        byte[] bytes = new byte[data.readableBytes()];
        data.readBytes(bytes);
        body.writeBytes(bytes);
        return true;
    }

    /** The answer as it stands; empty when it has not said a status. */
    Optional<HttpAnswer> answer() {
        return status == 0 ? Optional.empty() : Optional.of(new HttpAnswer(status, fields, body.toByteArray()));
    }

    /** The head of a request. */
    static Http2Headers headers(HttpCall call) {
        Http2Headers headers = new DefaultHttp2Headers(false).method(call.method()).scheme(call.origin().scheme())
                .authority(call.origin().authority()).path(call.path());
        for (Field field : call.fields()) {
            String name = field.name().toLowerCase(Locale.ROOT);
            if (!OF_HTTP_1.contains(name)) {
                headers.add(name, field.value());
            }
        }
        return headers;
    }
}
