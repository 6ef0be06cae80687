package loa.publisher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.function.Function;
import java.util.function.Supplier;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import loa.contract.Channel;
import loa.contract.KeyRing;
import loa.contract.Pass;

/** The SMS channel's door, which lets in whom the desk gives a pass; what is behind it each test says. */
final class FakeDoor implements AutoCloseable {
    private final HttpServer server;
    private final Supplier<KeyRing> keys;
    private final Function<Asked, Answer> room;

    /** A person's request. */
    record Asked(String by, String method, URI uri, String body) {}

    /** What the channel says to it. */
    record Answer(int status, String json) {
        static Answer ok(String json) {
            return new Answer(200, json);
        }
    }

    /** Opens it for everything below {@code path}. */
    FakeDoor(String path, Supplier<KeyRing> keys, Function<Asked, Answer> room) {
        this.keys = keys;
        this.room = room;
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext(path, this::answer);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String bearer = exchange.getRequestHeaders().getFirst("Authorization").substring("Bearer ".length());
        Pass pass = Pass.read(bearer, keys.get(), Channel.SMS, Clock.systemUTC().instant()).orElseThrow();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Answer answer = room.apply(new Asked(pass.name(), exchange.getRequestMethod(), exchange.getRequestURI(), body));
        byte[] bytes = answer.json().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
