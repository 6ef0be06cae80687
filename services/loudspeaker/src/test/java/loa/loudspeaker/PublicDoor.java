package loa.loudspeaker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** What stands in front of the service where others reach it: hands everything on, and makes its own address of the public one. */
final class PublicDoor implements AutoCloseable {
    private static final String PUBLIC = "http://loa.example.vn";

    private final RunningService service;
    private final HttpServer server;

    PublicDoor(RunningService service) {
        this.service = service;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handOn);
        server.start();
    }

    String authority() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    private void handOn(HttpExchange exchange) throws IOException {
        HttpRequest.Builder request = service.request(null, exchange.getRequestURI().toString());
        for (String header : List.of("Authorization", "User-Agent", "Accept")) {
            String value = exchange.getRequestHeaders().getFirst(header);
            if (value != null) {
                request.header(header, value);
            }
        }
        HttpResponse<byte[]> answer = service.send(request.GET().build(), HttpResponse.BodyHandlers.ofByteArray());
        for (String header : List.of("Content-Type", "WWW-Authenticate", "ETag")) {
            answer.headers().firstValue(header).ifPresent(value -> exchange.getResponseHeaders().set(header, value));
        }
        boolean list = answer.headers().firstValue("Content-Type").orElse("").contains("mpegurl");
        byte[] body = list
                ? new String(answer.body(), StandardCharsets.UTF_8).replace(PUBLIC, "http://" + authority())
                        .getBytes(StandardCharsets.UTF_8)
                : answer.body();
        try (exchange) {
            exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
