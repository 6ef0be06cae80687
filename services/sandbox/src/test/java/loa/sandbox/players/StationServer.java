package loa.sandbox.players;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import loa.sandbox.http.Exchange;
import loa.sandbox.http.HttpServer;
import loa.sandbox.http.Routes;

/** Stands for our side: a playlist that can be changed, one clip, and what players report. */
final class StationServer implements AutoCloseable {

    static final byte[] CLIP = "not really audio".getBytes(StandardCharsets.UTF_8);

    final List<JsonNode> asRun = new CopyOnWriteArrayList<>();
    final List<JsonNode> heartbeats = new CopyOnWriteArrayList<>();
    final AtomicInteger held = new AtomicInteger();
    final AtomicInteger failures = new AtomicInteger();
    private final HttpServer server;
    private String playlist = "";
    private int version;

    StationServer(Path directory) throws IOException {
        Routes routes = new Routes();
        routes.add("GET", "/api/v1/stations/(?<code>[^/]+)/playlist\\.json", this::playlist);
        routes.add("GET", "/clips/(?<name>[^/]+)", exchange -> exchange.answer(200, "audio/mpeg", CLIP));
        routes.add("POST", "/api/v1/stations/(?<code>[^/]+)/as-run", exchange -> {
            if (failures.getAndDecrement() > 0) {
                exchange.answer(503);
                return;
            }
            JsonMapper.shared().readTree(exchange.body()).path("entries").forEach(asRun::add);
            exchange.answer(200, "application/json", "{}".getBytes(StandardCharsets.UTF_8));
        });
        routes.add("POST", "/api/v1/stations/(?<code>[^/]+)/heartbeat", exchange -> {
            heartbeats.add(JsonMapper.shared().readTree(exchange.body()));
            exchange.answer(200, "application/json", "{}".getBytes(StandardCharsets.UTF_8));
        });
        server = HttpServer.start(directory, 0, routes);
    }

    String url() {
        return "http://127.0.0.1:" + server.port();
    }

    String clip() throws Exception {
        String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(CLIP));
        return """
            {"url": "%s/clips/%s.mp3", "seconds": 12, "sha256": "%s"}""".formatted(url(), sha256, sha256);
    }

    synchronized void show(String items) {
        version++;
        playlist = """
            {"version": %d, "halted": false, "items": [%s]}""".formatted(version, items);
        notifyAll();
    }

    private void playlist(Exchange exchange) throws IOException {
        String expected = "Basic "
                + Base64.getEncoder().encodeToString((exchange.inPath("code") + ":sta_key").getBytes(StandardCharsets.UTF_8));
        if (!expected.equals(exchange.header("Authorization"))) {
            exchange.answer(401);
            return;
        }
        synchronized (this) {
            if (etag().equals(exchange.header("If-None-Match"))) {
                held.incrementAndGet();
                hold();
            }
            if (etag().equals(exchange.header("If-None-Match"))) {
                exchange.with("ETag", etag()).with("Preference-Applied", "wait=5").answer(304);
                return;
            }
            exchange.with("ETag", etag()).answer(200, "application/json", playlist.getBytes(StandardCharsets.UTF_8));
        }
    }

    private void hold() {
        try {
            wait(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String etag() {
        return "\"" + version + "\"";
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
