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
 * @param connectTimeout for a new connection
 * @param answerTimeout  for one request with its answer
 */
@ConfigurationProperties("loa.fcm")
record FcmProperties(@Nullable String url, @Nullable String credentials, @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("15s") Duration answerTimeout) {
    FcmSettings settings() {
        return new FcmSettings(url == null || url.isBlank() ? null : URI.create(url),
                credentials == null || credentials.isBlank() ? null : Path.of(credentials), connectTimeout, answerTimeout);
    }
}
