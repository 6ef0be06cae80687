package loa.push.fcm;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.LowLevelHttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * Carries the SDK's requests with the JDK's HTTP client: many requests share one HTTP/2 connection, where the SDK's own transport opens
 * one for each. Sends each request once. Thread-safe.
 */
final class FcmTransport extends HttpTransport {
    private final HttpClient client;
    private final @Nullable URI redirect;

    /**
     * Opens nothing yet.
     *
     * @param redirect scheme, host and port to which all requests go instead; null: where the SDK says
     */
    FcmTransport(@Nullable URI redirect, Duration connectTimeout) {
        this.redirect = redirect;
        // HTTP/2 without TLS would need an upgrade of the first request, which servers for tests seldom know.
        boolean plain = redirect != null && "http".equals(redirect.getScheme());
        this.client = HttpClient.newBuilder().connectTimeout(connectTimeout).followRedirects(HttpClient.Redirect.NEVER)
                .version(plain ? HttpClient.Version.HTTP_1_1 : HttpClient.Version.HTTP_2).build();
    }

    @Override
    public boolean supportsMethod(String method) {
        return true;
    }

    @Override
    protected LowLevelHttpRequest buildRequest(String method, String url) {
        return new FcmRequest(client, method, target(url));
    }

    @Override
    public void shutdown() {
        client.shutdownNow();
    }

    private URI target(String url) {
        if (redirect == null) {
            return URI.create(url);
        }
        int path = url.indexOf('/', url.indexOf("://") + 3);
        return URI.create("%s://%s%s".formatted(redirect.getScheme(), redirect.getAuthority(), path < 0 ? "/" : url.substring(path)));
    }
}
