package loa.push;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import loa.push.fcm.FcmSettings;

/**
 * How FCM is reached.
 *
 * @param url            {@code LOA_FCM_URL}: another address in FCM's place; then no credentials are used
 * @param credentials    {@code LOA_FCM_CREDENTIALS}: the service account file; without it and without {@code url} the channel is off
 * @param http2          {@code LOA_FCM_HTTP2}: whether {@code url} speaks HTTP/2 without TLS; with TLS it is negotiated anyway
 * @param connections    at most; over HTTP/1.1 as many requests are under way at once
 * @param connectTimeout at most 1.5 s: nothing may be sent 2 s after a cancel, and the engine looks for one right before it sends
 * @param answerTimeout  for one request with its answer
 */
@ConfigurationProperties("loa.fcm")
record FcmProperties(@Nullable String url, @Nullable String credentials, @DefaultValue("false") boolean http2,
        @DefaultValue("2100") int connections, @DefaultValue("1500ms") Duration connectTimeout,
        @DefaultValue("15s") Duration answerTimeout) {
    private static final Duration LONGEST_CONNECT = Duration.ofMillis(1500);

    FcmProperties {
        if (connectTimeout.compareTo(LONGEST_CONNECT) > 0) {
            throw new IllegalArgumentException("loa.fcm.connect-timeout must be at most 1500ms, but was " + connectTimeout);
        }
    }

    FcmSettings settings() {
        return new FcmSettings(url == null || url.isBlank() ? null : URI.create(url),
                credentials == null || credentials.isBlank() ? null : Path.of(credentials), http2, connections, connectTimeout,
                answerTimeout);
    }
}
