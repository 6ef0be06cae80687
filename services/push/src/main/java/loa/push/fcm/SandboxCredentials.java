package loa.push.fcm;

import java.io.IOException;
import java.time.Instant;
import java.util.Date;

import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;

/** What is shown to an address in FCM's place: a token that opens nothing. */
final class SandboxCredentials extends GoogleCredentials {
    private static final long serialVersionUID = 1L;

    /** Far enough that it is never renewed, near enough for the SDK's arithmetic in milliseconds. */
    private static final Date NEVER = Date.from(Instant.parse("2999-01-01T00:00:00Z"));

    @SuppressWarnings("deprecation") // The builder is for subclasses with more than a token.
    SandboxCredentials() {
        super(new AccessToken("sandbox", NEVER));
    }

    /** An answer 401 makes the SDK ask for a new token and send again; there is none. */
    @Override
    public AccessToken refreshAccessToken() throws IOException {
        throw new IOException("The sandbox gives no other token");
    }
}
