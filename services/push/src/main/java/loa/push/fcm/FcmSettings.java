package loa.push.fcm;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

import loa.delivery.http.HttpLimits;

/**
 * How FCM is reached.
 *
 * @param url            another address in FCM's place, such as a sandbox; no real credentials are ever sent there
 * @param credentials    the service account file; null: there is none
 * @param http2          whether {@code url} speaks HTTP/2 without TLS; with TLS it is negotiated anyway
 * @param connections    at most; over HTTP/2 each takes many requests at once, over HTTP/1.1 one
 * @param connectTimeout from the call until its first byte is written: what was cancelled meanwhile must not go out later
 * @param answerTimeout  how long one request may take from its first byte to the last of its answer
 */
public record FcmSettings(@Nullable URI url, @Nullable Path credentials, boolean http2, int connections,
        Duration connectTimeout, Duration answerTimeout) {
    private static final int MAX_ANSWER_BYTES = 1 << 20;
    private static final Duration IDLE = Duration.ofSeconds(50);

    /** Checks the bounds. */
    public FcmSettings {
        if (url != null && (url.getHost() == null || !url.getPath().isEmpty() && !url.getPath().equals("/"))) {
            throw new IllegalArgumentException("the address in FCM's place must be http(s)://host:port, but was " + url);
        }
    }

    HttpLimits limits() {
        return new HttpLimits(connections, connectTimeout, answerTimeout, IDLE, MAX_ANSWER_BYTES);
    }

    /** Whether there is anything to send with. */
    public boolean isOn() {
        return url != null || credentials != null;
    }
}
