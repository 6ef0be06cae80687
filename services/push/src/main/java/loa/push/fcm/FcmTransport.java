package loa.push.fcm;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.LowLevelHttpRequest;
import org.jspecify.annotations.Nullable;

import loa.delivery.http.OnceHttp;
import loa.delivery.http.Origin;
import loa.delivery.http.Versions;

/**
 * Carries the SDK's requests on an event loop: many share one HTTP/2 connection, where the SDK's own transport opens one for each. Sends
 * each request once. Thread-safe.
 */
final class FcmTransport extends HttpTransport {
    private static final String MESSAGES = "https://fcm.googleapis.com";

    private final OnceHttp http;
    private final FcmJson json;
    private final @Nullable Origin redirect;
    /** FCM has three names; nothing else is ever called. */
    private final Map<String, Origin> origins = new ConcurrentHashMap<>();

    /** Opens nothing yet; takes the bodies that this JSON wrote. All requests go to {@link FcmSettings#url()} unless it is null. */
    FcmTransport(FcmSettings settings, FcmJson json) {
        this.json = json;
        this.redirect = settings.url() == null ? null : Origin.of(settings.url());
        this.http = new OnceHttp("push-fcm", settings.http2() ? Versions.PRIOR_KNOWLEDGE : Versions.NEGOTIATED, settings.limits());
    }

    @Override
    public boolean supportsMethod(String method) {
        return true;
    }

    @Override
    protected LowLevelHttpRequest buildRequest(String method, String url) {
        int slash = url.indexOf('/', url.indexOf("://") + 3);
        String path = slash < 0 ? "/" : url.substring(slash);
        json.forget();
        return new FcmRequest(http, json, redirect == null ? origin(slash < 0 ? url : url.substring(0, slash)) : redirect, method, path);
    }

    /** Opens the connection by which messages are sent. */
    CompletableFuture<Void> connect() {
        return http.connect(redirect == null ? origin(MESSAGES) : redirect);
    }

    @Override
    public void shutdown() {
        http.close();
    }

    private Origin origin(String root) {
        return origins.computeIfAbsent(root, address -> Origin.of(URI.create(address)));
    }
}
