package loa.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import loa.sandbox.behaviour.BehaviourApi;
import loa.sandbox.behaviour.Provider;
import loa.sandbox.fcm.Fcm;
import loa.sandbox.files.DirectoryLock;
import loa.sandbox.http.HttpServer;
import loa.sandbox.http.Routes;
import loa.sandbox.twilio.Twilio;
import loa.sandbox.twilio.TwilioAccount;

/**
 * The fake providers in this JVM, behind one port of 127.0.0.1. What they accepted is on disk before they answer and is
 * there again after {@code kill -9}.
 */
public final class Sandbox implements AutoCloseable {

    private final DirectoryLock lock;
    private final TwilioAccount account;
    private final Twilio twilio;
    private final Fcm fcm;
    private final HttpServer server;
    private final ScheduledExecutorService bookkeeper;

    private Sandbox(Path directory, int port, DirectoryLock lock) throws IOException {
        this.lock = lock;
        this.account = TwilioAccount.loadOrCreate(directory);
        Provider twilioBehaviour = new Provider(directory.resolve("behaviour-twilio.json"));
        Provider fcmBehaviour = new Provider(directory.resolve("behaviour-fcm.json"));
        this.twilio = new Twilio(directory, account, twilioBehaviour, InstantSource.system());
        this.fcm = new Fcm(directory, fcmBehaviour, InstantSource.system());
        Routes routes = new Routes();
        twilio.addTo(routes);
        fcm.addTo(routes);
        new BehaviourApi(Map.of("twilio", twilioBehaviour, "fcm", fcmBehaviour)).addTo(routes);
        routes.add("GET", "/sandbox/summary", exchange -> exchange.answer(200, summary()));
        routes.add("POST", "/sandbox:reset", exchange -> {
            reset();
            exchange.answer(204);
        });
        this.server = HttpServer.start(directory.resolve("http"), port, routes);
        this.bookkeeper = Executors.newSingleThreadScheduledExecutor(
                work -> Thread.ofPlatform().daemon().name("sandbox-bookkeeper").unstarted(work));
        var unused = bookkeeper.scheduleWithFixedDelay(this::keepCounts, 1, 1, TimeUnit.SECONDS);
    }

    /**
     * Starts the providers.
     *
     * @param directory where they keep what they accepted, their account and their behaviour
     * @param port      0 for a free one
     * @throws IOException when the port is taken, or another process has the directory
     */
    public static Sandbox start(Path directory, int port) throws IOException {
        DirectoryLock lock = DirectoryLock.acquire(directory, Duration.ofSeconds(10));
        try {
            return new Sandbox(directory, port, lock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** {@code http://127.0.0.1:<port>}; both providers answer here. */
    public String url() {
        return "http://127.0.0.1:" + server.port();
    }

    /** The port of {@link #url}. */
    public int port() {
        return server.port();
    }

    /** What to sign in to Twilio with. */
    public TwilioAccount twilioAccount() {
        return account;
    }

    /** As {@code GET /sandbox/summary}. */
    public Map<String, Object> summary() {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("twilio", twilio.summary());
        summary.put("fcm", fcm.summary());
        return summary;
    }

    /** As {@code POST /sandbox:reset}: forgets what was accepted, keeps behaviour and subscriptions. */
    public void reset() {
        twilio.reset();
        fcm.reset();
    }

    @Override
    public void close() throws IOException {
        bookkeeper.shutdownNow();
        server.close();
        twilio.close();
        fcm.close();
        lock.close();
    }

    private void keepCounts() {
        twilio.keepCounts();
        fcm.keepCounts();
    }
}
