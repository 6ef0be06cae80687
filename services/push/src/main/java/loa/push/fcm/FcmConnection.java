package loa.push.fcm;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.UUID;

import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.ServiceAccountCredentials;
import com.google.firebase.FirebaseApp;
import com.google.firebase.FirebaseOptions;
import com.google.firebase.messaging.FirebaseMessaging;
import org.jspecify.annotations.Nullable;

/**
 * The SDK, set up: one FirebaseApp of its own name, so that several live in one process. FirebaseOptions never leaves this class: with
 * Firestore left out of the class path, reflection on it fails. Thread-safe.
 */
public final class FcmConnection implements AutoCloseable {
    private static final String SANDBOX_PROJECT = "loa-sandbox";

    private final FirebaseApp app;
    private final GoogleCredentials credentials;
    private final FcmTransport transport;

    private FcmConnection(FirebaseApp app, GoogleCredentials credentials, FcmTransport transport) {
        this.app = app;
        this.credentials = credentials;
        this.transport = transport;
    }

    /**
     * Reads the credentials; connects to nothing yet.
     *
     * @throws UncheckedIOException     when the service account file cannot be read
     * @throws IllegalArgumentException when there is nothing to send with, see {@link FcmSettings#isOn()}
     */
    public static FcmConnection open(FcmSettings settings) {
        GoogleCredentials credentials = settings.url() != null ? new SandboxCredentials() : read(settings.credentials());
        var transport = new FcmTransport(settings);
        FirebaseOptions options = FirebaseOptions.builder().setCredentials(credentials).setProjectId(project(credentials))
                .setHttpTransport(transport).setThreadManager(new VirtualThreads())
                .setConnectTimeout((int) settings.connectTimeout().toMillis()).setReadTimeout((int) settings.answerTimeout().toMillis())
                .build();
        return new FcmConnection(FirebaseApp.initializeApp(options, "loa-push-" + UUID.randomUUID()), credentials, transport);
    }

    FirebaseMessaging messaging() {
        return FirebaseMessaging.getInstance(app);
    }

    /** Gets an access token when there is none that lasts; otherwise does nothing. Done apart, so that its failure is no lost answer. */
    void authorise() throws IOException {
        credentials.refreshIfExpired();
    }

    @Override
    public void close() {
        app.delete();
        transport.shutdown();
    }

    private static GoogleCredentials read(@Nullable Path file) {
        if (file == null) {
            throw new IllegalArgumentException("FCM needs a service account file or an address in FCM's place");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return ServiceAccountCredentials.fromStream(in).createScoped("https://www.googleapis.com/auth/firebase.messaging",
                    "https://www.googleapis.com/auth/cloud-platform");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the service account file " + file, e);
        }
    }

    private static String project(GoogleCredentials credentials) {
        if (!(credentials instanceof ServiceAccountCredentials account)) {
            return SANDBOX_PROJECT;
        }
        return Objects.requireNonNull(account.getProjectId(), "the service account file names no project_id");
    }
}
