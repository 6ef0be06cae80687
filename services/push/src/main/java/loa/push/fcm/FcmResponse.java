package loa.push.fcm;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;

import com.google.api.client.http.LowLevelHttpResponse;
import org.jspecify.annotations.Nullable;

import loa.delivery.http.Field;
import loa.delivery.http.HttpAnswer;

/**
 * An answer as the SDK reads it. The SDK repeats a request that was answered 503, up to four times, although FCM has answered 503 for
 * messages that it delivered. A repetition is our engine's decision, so the SDK sees 500, which it never repeats; the body keeps FCM's
 * own word ({@code UNAVAILABLE}).
 */
final class FcmResponse extends LowLevelHttpResponse {
    private static final int UNAVAILABLE = 503;
    private static final int INTERNAL = 500;

    private final int status;
    private final byte[] body;
    private final List<Field> headers;

    FcmResponse(HttpAnswer answer) {
        this.status = answer.status() == UNAVAILABLE ? INTERNAL : answer.status();
        this.body = answer.body();
        this.headers = answer.fields();
    }

    @Override
    public InputStream getContent() {
        return new ByteArrayInputStream(body);
    }

    @Override
    public @Nullable String getContentEncoding() {
        return header("content-encoding");
    }

    @Override
    public long getContentLength() {
        return body.length;
    }

    @Override
    public @Nullable String getContentType() {
        return header("content-type");
    }

    @Override
    public String getStatusLine() {
        return "HTTP " + status;
    }

    @Override
    public int getStatusCode() {
        return status;
    }

    @Override
    public @Nullable String getReasonPhrase() {
        return null;
    }

    @Override
    public int getHeaderCount() {
        return headers.size();
    }

    @Override
    public String getHeaderName(int index) {
        return headers.get(index).name();
    }

    @Override
    public String getHeaderValue(int index) {
        return headers.get(index).value();
    }

    private @Nullable String header(String name) {
        return headers.stream().filter(h -> h.name().equalsIgnoreCase(name)).map(Field::value).findFirst().orElse(null);
    }
}
