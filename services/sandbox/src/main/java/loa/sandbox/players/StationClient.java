package loa.sandbox.players;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The HTTP calls that a station's player makes. */
final class StationClient {

    /** Seconds that a conditional request is held open for. */
    private static final int HELD_FOR = 50;

    /** What a request for the playlist brought. */
    sealed interface Pulled {
        /** A new one. */
        record Changed(String etag, JsonNode playlist) implements Pulled {}

        /** The same as before; {@code held} when the server waited for a change. */
        record Unchanged(boolean held) implements Pulled {}

        /** Neither, for this reason. */
        record Failed(String reason) implements Pulled {}
    }

    private final HttpClient http;
    private final String base;
    private final String authorization;

    StationClient(HttpClient http, String baseUrl, Station station) {
        this.http = http;
        this.base = baseUrl + "/api/v1/stations/" + station.code();
        this.authorization = "Basic " + Base64.getEncoder()
                .encodeToString((station.code() + ":" + station.key()).getBytes(StandardCharsets.UTF_8));
    }

    Pulled pull(@Nullable String etag) throws InterruptedException {
        HttpRequest.Builder request = request(base + "/playlist.json", Duration.ofSeconds(HELD_FOR + 20L)).GET();
        if (etag != null) {
            request.header("If-None-Match", etag).header("Prefer", "wait=" + HELD_FOR);
        }
        try {
            HttpResponse<byte[]> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return switch (answer.statusCode()) {
                case 200 -> new Pulled.Changed(answer.headers().firstValue("ETag").orElse(""),
                        JsonMapper.shared().readTree(answer.body()));
                case 304 -> new Pulled.Unchanged(answer.headers().firstValue("Preference-Applied").isPresent());
                default -> new Pulled.Failed("HTTP " + answer.statusCode());
            };
        } catch (IOException unreachable) {
            return new Pulled.Failed("no connection");
        }
    }

    /** Fetches the clip as any audio player would, without a key; whether its bytes are those that were promised. */
    boolean fetch(String url, String sha256) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(60)).GET().build();
            HttpResponse<InputStream> answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (var body = new DigestInputStream(answer.body(), MessageDigest.getInstance("SHA-256"))) {
                body.transferTo(java.io.OutputStream.nullOutputStream());
                return answer.statusCode() == 200
                        && HexFormat.of().formatHex(body.getMessageDigest().digest()).equals(sha256);
            }
        } catch (IOException | IllegalArgumentException | UncheckedIOException e) {
            return false;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Whether the report was stored. */
    boolean report(List<AsRun> plays) throws InterruptedException {
        return post("/as-run", Map.of("entries", plays.stream().map(AsRun::entry).toList()));
    }

    /** Whether the heartbeat was taken. */
    boolean heartbeat(Map<String, @Nullable Object> state) throws InterruptedException {
        return post("/heartbeat", state);
    }

    private boolean post(String path, Object body) throws InterruptedException {
        HttpRequest request = request(base + path, Duration.ofSeconds(20)).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(JsonMapper.shared().writeValueAsBytes(body))).build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException unreachable) {
            return false;
        }
    }

    private HttpRequest.Builder request(String url, Duration timeout) {
        return HttpRequest.newBuilder(URI.create(url)).timeout(timeout).header("Authorization", authorization);
    }
}
