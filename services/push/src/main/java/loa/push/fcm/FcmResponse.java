package loa.push.fcm;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

import com.google.api.client.http.LowLevelHttpResponse;
import org.jspecify.annotations.Nullable;

import loa.delivery.http.Field;
import loa.delivery.http.HttpAnswer;

/**
 * An answer as the SDK reads it. The SDK repeats a request that was answered 503, up to four times, although FCM has answered 503 for
 * messages that it delivered; and one that was answered 401, as often, each time with another access token, while nobody looks whether the
 * directive has been cancelled. A repetition is our engine's decision, so the SDK sees 500 and 403, which it never repeats, and no
 * {@code WWW-Authenticate}; the body keeps FCM's own word ({@code UNAVAILABLE}), and a field of ours the status.
 */
final class FcmResponse extends LowLevelHttpResponse {
    /** The status as it was, where it has been changed. */
    static final String STATUS = "loa-status";

    /** Below it nobody asks for a header field, and the SDK spends a tenth of its time on reading them all. */
    private static final int FIRST_FAILURE = 300;
    private static final int UNAVAILABLE = 503;
    private static final int INTERNAL = 500;
    private static final int UNAUTHENTICATED = 401;
    private static final int FORBIDDEN = 403;

    private final int status;
    private final byte[] body;
    private final @Nullable String contentType;
    private final @Nullable String contentEncoding;
    private final List<Field> headers;

    FcmResponse(HttpAnswer answer) {
        this.status = shown(answer.status());
        this.body = answer.body();
        this.contentType = answer.field("content-type").orElse(null);
        this.contentEncoding = answer.field("content-encoding").orElse(null);
        this.headers = status < FIRST_FAILURE ? List.of() : headers(answer);
    }

    private static int shown(int status) {
        return switch (status) {
            case UNAVAILABLE -> INTERNAL;
            case UNAUTHENTICATED -> FORBIDDEN;
            default -> status;
        };
    }

    private static List<Field> headers(HttpAnswer answer) {
        List<Field> fields = new ArrayList<>(answer.fields());
        fields.removeIf(field -> field.name().equalsIgnoreCase("WWW-Authenticate"));
        fields.add(new Field(STATUS, Integer.toString(answer.status())));
        return fields;
    }

    @Override
    public InputStream getContent() {
        return new ByteArrayInputStream(body);
    }

    @Override
    public @Nullable String getContentEncoding() {
        return contentEncoding;
    }

    @Override
    public long getContentLength() {
        return body.length;
    }

    @Override
    public @Nullable String getContentType() {
        return contentType;
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
}
