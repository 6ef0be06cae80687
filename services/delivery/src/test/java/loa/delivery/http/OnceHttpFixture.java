package loa.delivery.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** A client and a server that does what a test says, both closed after it. */
abstract class OnceHttpFixture {
    static final HttpLimits PATIENT = limits(20, Duration.ofSeconds(30), Duration.ofSeconds(30));
    static final Duration SHORT = Duration.ofMillis(300);

    @Nullable
    RawServer server;
    @Nullable
    OnceHttp client;

    @AfterEach
    void close() throws IOException {
        if (client != null) {
            client.close();
        }
        if (server != null) {
            server.close();
        }
    }

    /** What the client speaks. */
    Versions versions() {
        return Versions.HTTP_1;
    }

    final void start(HttpLimits limits, RawServer.Script script) {
        server = new RawServer(script);
        client = new OnceHttp("test", versions(), limits);
    }

    final RawServer server() {
        return java.util.Objects.requireNonNull(server);
    }

    final OnceHttp client() {
        return java.util.Objects.requireNonNull(client);
    }

    final HttpAnswer call(String body) throws IOException {
        return client().exchange(post(server().origin(), body));
    }

    final CompletableFuture<HttpAnswer> later(String body) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return call(body);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }, Executors.newVirtualThreadPerTaskExecutor());
    }

    static HttpLimits limits(int connections, Duration start, Duration answer) {
        return new HttpLimits(connections, start, answer, Duration.ofSeconds(30), 1 << 20);
    }

    static HttpCall post(Origin origin, String body) {
        return new HttpCall(origin, "POST", "/path?q=1", List.of(new Field("Content-Type", "text/plain")),
                body.getBytes(StandardCharsets.UTF_8));
    }

    static String text(HttpAnswer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
