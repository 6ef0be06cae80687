package loa.push.fcm;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import com.google.api.client.http.LowLevelHttpRequest;
import com.google.api.client.http.LowLevelHttpResponse;
import com.google.api.client.util.StreamingContent;

import loa.delivery.http.Field;
import loa.delivery.http.HttpCall;
import loa.delivery.http.OnceHttp;
import loa.delivery.http.Origin;

/** One request of the SDK, made once. Its limits of time are those of the transport, whatever the SDK sets. */
final class FcmRequest extends LowLevelHttpRequest {
    private static final byte[] NOTHING = {};

    private final OnceHttp http;
    private final FcmJson json;
    private final Origin origin;
    private final String method;
    private final String path;
    private final List<Field> fields = new ArrayList<>();

    /** @param json by which the SDK writes the body */
    FcmRequest(OnceHttp http, FcmJson json, Origin origin, String method, String path) {
        this.http = http;
        this.json = json;
        this.origin = origin;
        this.method = method;
        this.path = path;
    }

    @Override
    public void addHeader(String name, String value) {
        fields.add(new Field(name, value));
    }

    /**
     * {@inheritDoc}
     *
     * @throws loa.delivery.http.NotSentException when FCM certainly did not process it
     */
    @Override
    public LowLevelHttpResponse execute() throws IOException {
        byte[] body = body();
        return new FcmResponse(http.exchange(new HttpCall(origin, method, path, fields, body)));
    }

    private byte[] body() throws IOException {
        StreamingContent content = getStreamingContent();
        if (content == null) {
            return NOTHING;
        }
        if (getContentType() != null) {
            addHeader("Content-Type", getContentType());
        }
        if (getContentEncoding() != null) {
            addHeader("Content-Encoding", getContentEncoding());
        }
        byte[] counted = json.take(getContentLength());
        if (counted != null) {
            return counted;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        content.writeTo(bytes);
        return bytes.toByteArray();
    }
}
