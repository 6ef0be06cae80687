package loa.push.fcm;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.ServiceAccountCredentials;
import com.google.firebase.FirebaseApp;
import com.google.firebase.FirebaseOptions;
import com.google.firebase.messaging.FirebaseMessaging;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The SDK, set up: one FirebaseApp of its own name, so that several live in one process. FirebaseOptions never leaves this class: with
 * Firestore left out of the class path, reflection on it fails. Thread-safe.
 */
public final class FcmConnection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FcmConnection.class);
    private static final String SANDBOX_PROJECT = "loa-sandbox";
    private static final int WARM_UP_SECONDS = 10;

    private final FirebaseApp app;
    private final GoogleCredentials credentials;
    private final FcmTransport transport;
    private final AtomicBoolean renewing = new AtomicBoolean();

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
        return open(settings, settings.url() != null ? new SandboxCredentials() : read(settings.credentials()));
    }

    /** With these credentials, whatever the settings say of them. */
    static FcmConnection open(FcmSettings settings, GoogleCredentials credentials) {
        var json = new FcmJson();
        var transport = new FcmTransport(settings, json);
        FirebaseOptions options = FirebaseOptions.builder().setCredentials(credentials).setProjectId(project(credentials))
                .setJsonFactory(json).setHttpTransport(transport).setThreadManager(new VirtualThreads())
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

    /**
     * Gets an access token and opens a connection in the background, so that the first messages do not wait for them. A failure is logged
     * and changes nothing: the first message tries the same again.
     */
    public void warmUp() {
        Thread.ofVirtual().name("push-fcm-warm-up").start(() -> {
            try {
                authorise();
                transport.connect().get(WARM_UP_SECONDS, TimeUnit.SECONDS);
            } catch (IOException | ExecutionException | TimeoutException e) {
                LOG.atWarn().setCause(e).log("FCM cannot be reached yet");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /**
     * FCM does not believe the access token any more, though its time is not over: gets another one in the background, one at a time. Not
     * for the message that was turned away, since nobody would ask meanwhile whether it may still go.
     */
    void renewAccess() {
        if (renewing.compareAndSet(false, true)) {
            Thread.ofVirtual().name("push-fcm-renew").start(() -> {
                try {
                    credentials.refresh();
                } catch (IOException e) {
                    LOG.atWarn().setCause(e).log("No other access token for FCM");
                } finally {
                    renewing.set(false);
                }
            });
        }
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
