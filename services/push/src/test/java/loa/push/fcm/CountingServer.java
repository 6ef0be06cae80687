package loa.push.fcm;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** Answers everything with the same status and body, and remembers what it was asked. */
public final class CountingServer implements AutoCloseable {
    /** Instead of a status: reads the request and hangs up. */
    static final int HANG_UP = -1;

    public final List<String> paths = new CopyOnWriteArrayList<>();
    public final List<String> bodies = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile int status = 200;
    private volatile String answer = "{\"name\": \"projects/loa-sandbox/messages/1\"}";
    private volatile Map<String, String> headers = Map.of();

    public CountingServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    void answer(int newStatus, String body, Map<String, String> newHeaders) {
        status = newStatus;
        answer = body;
        headers = newHeaders;
    }

    /** An error as FCM writes it. */
    void fail(int newStatus, String canonical, String fcmCode) {
        answer(newStatus, """
            {"error": {"code": %d, "message": "no", "status": "%s", "details":
             [{"@type": "type.googleapis.com/google.firebase.fcm.v1.FcmError", "errorCode": "%s"}]}}
            """.formatted(newStatus, canonical, fcmCode), Map.of());
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            paths.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            if (status == HANG_UP) {
                return;
            }
            headers.forEach(exchange.getResponseHeaders()::add);
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
