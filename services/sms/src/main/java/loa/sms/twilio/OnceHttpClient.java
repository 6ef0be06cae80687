package loa.sms.twilio;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.twilio.http.HttpClient;
import com.twilio.http.HttpMethod;
import com.twilio.http.Request;
import com.twilio.http.Response;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.entity.UrlEncodedFormEntity;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.message.BasicNameValuePair;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Carries each request to Twilio exactly once. The SDK's own client sends a message up to six times when the answer is 5xx or 429, replaces
 * the time limits of a given builder with its own, and follows redirects; a resident would get the text as often. Thread-safe.
 */
final class OnceHttpClient extends HttpClient implements AutoCloseable {
    private static final int MAX_ANSWER_BYTES = 4 << 20;

    private final CloseableHttpClient client;
    private final @Nullable URI base;

    /** Calls {@code base} instead of the address in the request, unless it is null. */
    OnceHttpClient(@Nullable URI base, TwilioLimits limits) {
        this.base = base;
        this.client = build(limits);
    }

    private static CloseableHttpClient build(TwilioLimits limits) {
        // A connection that has idled is checked before use: one that Twilio has closed meanwhile would make the outcome unknown.
        var connection = ConnectionConfig.custom().setConnectTimeout(timeout(limits.connectTimeout()))
                .setSocketTimeout(timeout(limits.answerTimeout())).setValidateAfterInactivity(TimeValue.ofSeconds(1))
                .setTimeToLive(TimeValue.ofMinutes(5)).build();
        var pool = PoolingHttpClientConnectionManagerBuilder.create().setDefaultConnectionConfig(connection)
                .setMaxConnPerRoute(limits.connections()).setMaxConnTotal(limits.connections()).build();
        var request = RequestConfig.custom().setConnectionRequestTimeout(timeout(limits.connectTimeout()))
                .setResponseTimeout(timeout(limits.answerTimeout())).build();
        return HttpClientBuilder.create().setConnectionManager(pool).setDefaultRequestConfig(request).disableAutomaticRetries()
                .disableRedirectHandling().disableCookieManagement().disableAuthCaching().build();
    }

    private static Timeout timeout(Duration duration) {
        return Timeout.of(duration);
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
        HttpUriRequestBase message = createHttpUriRequestBase(request);
        message.setUri(target(URI.create(request.constructURL().toString())));
        if (request.requiresAuthentication()) {
            message.addHeader("Authorization", request.getAuthString());
        }
        message.addHeader("Accept", "application/json");
        request.getHeaderParams().forEach((name, values) -> values.forEach(value -> message.addHeader(name, value)));
        if (request.getMethod() != HttpMethod.GET) {
            message.setEntity(form(request.getPostParams()));
        }
        try {
            return client.execute(message, OnceHttpClient::read);
        } catch (IOException e) {
            throw new NoAnswerException(e);
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
    }

    private URI target(URI original) {
        if (base == null) {
            return original;
        }
        String query = original.getRawQuery();
        String root = base.toString().replaceAll("/+$", "");
        return URI.create(root + original.getRawPath() + (query == null ? "" : "?" + query));
    }

    private static HttpEntity form(Map<String, List<String>> parameters) {
        var pairs = parameters.entrySet().stream().flatMap(p -> p.getValue().stream().map(v -> new BasicNameValuePair(p.getKey(), v)))
                .toList();
        return new UrlEncodedFormEntity(pairs, StandardCharsets.UTF_8);
    }

    private static Response read(ClassicHttpResponse answer) throws IOException {
        int status = answer.getCode();
        HttpEntity entity = answer.getEntity();
        byte[] body = entity == null ? new byte[0] : EntityUtils.toByteArray(entity, MAX_ANSWER_BYTES);
        boolean refusal = status >= 400 && status < 500 && status != 429 && isJson(answer);
        if (status / 100 != 2 && !refusal) {
            throw new OtherAnswerException(status, retryAfter(answer));
        }
        InputStream stream = new ByteArrayInputStream(body == null ? new byte[0] : body);
        return new Response(stream, status, answer.getHeaders());
    }

    private static boolean isJson(ClassicHttpResponse answer) {
        Header type = answer.getFirstHeader("Content-Type");
        return type != null && type.getValue() != null && type.getValue().contains("json");
    }

    private static @Nullable Duration retryAfter(ClassicHttpResponse answer) {
        Header header = answer.getFirstHeader("Retry-After");
        return header != null && header.getValue() != null && header.getValue().matches("\\d{1,5}")
                ? Duration.ofSeconds(Long.parseLong(header.getValue()))
                : null;
    }
}
