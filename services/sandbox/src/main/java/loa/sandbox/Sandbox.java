package loa.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import loa.sandbox.http.HttpServer;
import loa.sandbox.http.Routes;
import loa.sandbox.twilio.TwilioAccount;

/**
 * The fake providers in this JVM, behind one port of 127.0.0.1. What they accepted is on disk before they answer and is
 * there again after {@code kill -9}.
 */
public final class Sandbox implements AutoCloseable {

    private final Parts parts;
    private final HttpServer server;
    private final ScheduledExecutorService bookkeeper;

    private Sandbox(Parts parts, HttpServer server) {
        this.parts = parts;
        this.server = server;
        this.bookkeeper = Executors.newSingleThreadScheduledExecutor(
                work -> Thread.ofPlatform().daemon().name("sandbox-bookkeeper").unstarted(work));
        var unused = bookkeeper.scheduleWithFixedDelay(parts::keepCounts, 1, 1, TimeUnit.SECONDS);
        parts.players().start();
    }

    /**
     * Starts the providers, and the players that played here last.
     *
     * @param directory where they keep what they accepted, their account and their behaviour
     * @param port      0 for a free one
     * @throws IOException when the port is taken, or another process has the directory
     */
    public static Sandbox start(Path directory, int port) throws IOException {
        Parts parts = Parts.open(directory);
        try {
            Routes routes = new Routes();
            parts.addTo(routes);
            return new Sandbox(parts, HttpServer.start(directory.resolve("http"), port, routes));
        } catch (IOException | RuntimeException e) {
            parts.close();
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
        return parts.account();
    }

    /** As {@code GET /sandbox/summary}. */
    public Map<String, Object> summary() {
        return parts.summary();
    }

    /** As {@code POST /sandbox:reset}: forgets what was accepted; behaviour, subscriptions and stations stay. */
    public void reset() {
        parts.reset();
    }

    @Override
    public void close() throws IOException {
        bookkeeper.shutdownNow();
        server.close();
        parts.close();
    }
}
