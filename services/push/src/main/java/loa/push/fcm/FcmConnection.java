package loa.push.fcm;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

import com.google.auth.oauth2.AccessToken;
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
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    /** The last look at cancels holds for not much longer, and what waits here keeps others from leaving. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
    /** The SDK itself would renew a token of less than six minutes, on the thread that sends. */
    private static final Duration LASTS = Duration.ofMinutes(7);

    private final FirebaseApp app;
    private final GoogleCredentials credentials;
    private final FcmTransport transport;
    private final AtomicReference<@Nullable CompletableFuture<@Nullable Void>> renewal = new AtomicReference<>();
    /** By which the SDK judges tokens too. */
    private final InstantSource clock = Clock.systemUTC();

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

    /**
     * Waits a moment for an access token when there is none that lasts; otherwise does nothing. Done apart, so that its failure is no lost
     * answer, and bounded, since nobody looks meanwhile whether the message may still go.
     *
     * @throws IOException when there is none by then; getting one goes on in the background
     */
    void authorise() throws IOException {
        authorise(LONGEST_WAIT);
    }

    private void authorise(Duration longest) throws IOException {
        if (hasLastingToken()) {
            return;
        }
        try {
            renewAccess().get(longest.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("No access token for FCM", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while waiting for an access token");
        }
    }

    private boolean hasLastingToken() {
        AccessToken token = credentials.getAccessToken();
        return token != null
                && (token.getExpirationTime() == null || token.getExpirationTime().toInstant().isAfter(clock.instant().plus(LASTS)));
    }

    /**
     * Gets an access token and opens a connection in the background, so that the first messages do not wait for them. A failure is logged
     * and changes nothing: the first message tries the same again.
     */
    public void warmUp() {
        Thread.ofVirtual().name("push-fcm-warm-up").start(() -> {
            try {
                authorise(WARM_UP);
                transport.connect().get(WARM_UP.toSeconds(), TimeUnit.SECONDS);
            } catch (IOException | ExecutionException | TimeoutException e) {
                LOG.atWarn().setCause(e).log("FCM cannot be reached yet");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /**
     * Gets another access token in the background, one at a time: the time of the present one is over, or FCM does not believe it any more.
     * The message that was turned away does not wait for it, since nobody would ask meanwhile whether it may still go.
     */
    CompletableFuture<@Nullable Void> renewAccess() {
        var mine = new CompletableFuture<@Nullable Void>();
        CompletableFuture<@Nullable Void> running = renewal.compareAndExchange(null, mine);
        if (running != null) {
            return running;
        }
        Thread.ofVirtual().name("push-fcm-renew").start(() -> {
            try {
                credentials.refresh();
                renewal.set(null);
                mine.complete(null);
            } catch (IOException | RuntimeException e) {
                LOG.atWarn().setCause(e).log("No access token for FCM");
                renewal.set(null);
                mine.completeExceptionally(e);
            }
        });
        return mine;
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
