package loa.sms.twilio;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import com.twilio.http.HttpClient;
import com.twilio.http.HttpMethod;
import com.twilio.http.HttpUtility;
import com.twilio.http.Request;
import com.twilio.http.Response;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.message.BasicHeader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import loa.delivery.http.Field;
import loa.delivery.http.HttpAnswer;
import loa.delivery.http.HttpCall;
import loa.delivery.http.OnceHttp;
import loa.delivery.http.Origin;
import loa.delivery.http.RetryAfter;
import loa.delivery.http.Versions;

/**
 * Carries each request of the SDK to Twilio exactly once, on an event loop. The SDK's own client sends a message up to six times when the
 * answer is 5xx or 429, and holds a thread and half a dozen objects for each connection. Thread-safe.
 */
final class TwilioTransport extends HttpClient implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TwilioTransport.class);
    private static final URI TWILIO = URI.create("https://api.twilio.com");
    private static final byte[] NOTHING = {};
    private static final Field JSON = new Field("Accept", "application/json");
    private static final Field FORM = new Field("Content-Type", "application/x-www-form-urlencoded");
    private static final Field AGENT = new Field("User-Agent", HttpUtility.getUserAgentString(List.of()));

    private final OnceHttp http;
    private final @Nullable URI base;
    private volatile @Nullable Target lastPosted;

    /** Calls {@code base} instead of the address in the request, unless it is null. */
    TwilioTransport(@Nullable URI base, TwilioLimits limits) {
        this.base = base;
        this.http = new OnceHttp("sms-twilio", Versions.HTTP_1, limits.http());
    }

    /** Where the SDK wants to call ({@code url}), and where we call. */
    private record Target(String url, Origin origin, String path) {}

    /** Opens the first connection in the background, so that the first message does not wait for it; it tries again when this fails. */
    void connect() {
        var _ = http.connect(Origin.of(base == null ? TWILIO : base)).exceptionally(failure -> {
            LOG.atWarn().setCause(failure).log("Twilio cannot be reached yet");
            return null;
        });
    }

    /** Once, whatever the answer. */
    @Override
    public Response reliableRequest(Request request) {
        return makeRequest(request);
    }

    /** Once, whatever the answer. */
    @Override
    public Response reliableRequest(Request request, int[] retryCodes, int retries, long delayMillis) {
        return makeRequest(request);
    }

    /**
     * Sends the request and reads the answer.
     *
     * @throws NoAnswerException    when there was none
     * @throws OtherAnswerException when it was neither a success nor a refusal in JSON that the SDK understands
     */
    @Override
    public Response makeRequest(Request request) {
        boolean form = request.getMethod() != HttpMethod.GET;
        Target target = form ? posted(request) : target(request);
        byte[] body = form ? request.encodeFormBody().getBytes(StandardCharsets.US_ASCII) : NOTHING;
        try {
            return read(
                    http.exchange(new HttpCall(target.origin(), request.getMethod().name(), target.path(), fields(request, form), body)));
        } catch (IOException e) {
            throw new NoAnswerException(e);
        }
    }

    @Override
    public void close() {
        http.close();
    }

    private static List<Field> fields(Request request, boolean form) {
        List<Field> fields = new ArrayList<>(6);
        if (request.requiresAuthentication()) {
            fields.add(new Field("Authorization", request.getAuthString()));
        }
        fields.add(JSON);
        fields.add(AGENT);
        if (form) {
            fields.add(FORM);
        }
        request.getHeaderParams().forEach((name, values) -> values.forEach(value -> fields.add(new Field(name, value))));
        return fields;
    }

    /** Messages are all posted to one address, and taking it apart costs as much as the rest of a request. */
    private Target posted(Request request) {
        Target last = lastPosted;
        if (last != null && request.getQueryParams().isEmpty() && last.url().equals(request.getUrl())) {
            return last;
        }
        Target target = target(request);
        if (request.getQueryParams().isEmpty()) {
            lastPosted = target;
        }
        return target;
    }

    private Target target(Request request) {
        URI original = URI.create(request.constructURL().toString());
        String query = original.getRawQuery();
        String path = original.getRawPath() + (query == null ? "" : "?" + query);
        if (base == null) {
            return new Target(request.getUrl(), Origin.of(original), path);
        }
        String root = base.getRawPath() == null ? "" : base.getRawPath().replaceAll("/+$", "");
        return new Target(request.getUrl(), Origin.of(base), root + path);
    }

    private static Response read(HttpAnswer answer) {
        int status = answer.status();
        boolean refusal = status >= 400 && status < 500 && status != 429 && isJson(answer);
        if (status / 100 != 2 && !refusal) {
            throw new OtherAnswerException(status, answer.field(RetryAfter.FIELD).orElse(null));
        }
        Header[] headers = answer.fields().stream().map(f -> new BasicHeader(f.name(), f.value())).toArray(Header[]::new);
        return new Response(new ByteArrayInputStream(answer.body()), status, headers);
    }

    private static boolean isJson(HttpAnswer answer) {
        return answer.field("Content-Type").filter(type -> type.contains("json")).isPresent();
    }
}
