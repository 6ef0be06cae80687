package loa.push.fcm;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How FCM is reached.
 *
 * @param url            another address in FCM's place, such as a sandbox; no real credentials are ever sent there
 * @param credentials    the service account file; null: there is none
 * @param connectTimeout how long opening a connection may take
 * @param answerTimeout  how long one request may take from its first byte to the last of its answer
 */
public record FcmSettings(@Nullable URI url, @Nullable Path credentials, Duration connectTimeout, Duration answerTimeout) {
    /** Checks the bounds. */
    public FcmSettings {
        if (url != null && (url.getHost() == null || !url.getPath().isEmpty() && !url.getPath().equals("/"))) {
            throw new IllegalArgumentException("the address in FCM's place must be http(s)://host:port, but was " + url);
        }
    }

    /** Whether there is anything to send with. */
    public boolean isOn() {
        return url != null || credentials != null;
    }
}
