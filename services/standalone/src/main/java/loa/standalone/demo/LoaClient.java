package loa.standalone.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

import loa.standalone.pause.Pause;

/** The public API as one person uses it. An answer other than 2xx, or none, is an {@link IllegalStateException}. Thread-safe. */
public final class LoaClient {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http;
    private final UnaryOperator<String> baseOf;
    private final String authorization;

    /** @param baseOf where the service that owns a path listens */
    public LoaClient(HttpClient http, UnaryOperator<String> baseOf, String apiKey) {
        this.http = http;
        this.baseOf = baseOf;
        this.authorization = "Bearer " + apiKey;
    }

    /** Its JSON. */
    public JsonNode get(String path) {
        return send("GET", path, null, "application/json", Map.of()).body();
    }

    /** Posts JSON, or nothing when it is empty. */
    public JsonNode post(String path, String json) {
        return post(path, json, Map.of());
    }

    /** The same with more headers. */
    public JsonNode post(String path, String json, Map<String, String> headers) {
        return send("POST", path, json.getBytes(StandardCharsets.UTF_8), "application/json", headers).body();
    }

    JsonNode put(String path, String json) {
        return send("PUT", path, json.getBytes(StandardCharsets.UTF_8), "application/json", Map.of()).body();
    }

    /** Deletes. */
    public void delete(String path) {
        Answer unused = send("DELETE", path, null, "application/json", Map.of());
    }

    /** Sends a file and waits until it is imported. */
    void importCsv(String path, byte[] csv) {
        Answer accepted = send("POST", path, csv, "text/csv", Map.of());
        JsonNode job = accepted.body();
        while ("running".equals(job.path("state").asString(""))) {
            Pause.of(Duration.ofMillis(100));
            job = get(accepted.location());
        }
        if (!"done".equals(job.path("state").asString("")) || job.path("faulty").asInt() > 0) {
            throw new IllegalStateException("Import to %s failed: %s".formatted(path, job));
        }
    }

    private Answer send(String method, String path, byte @org.jspecify.annotations.Nullable [] body, String type,
            Map<String, String> headers) {
        var publisher = body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofByteArray(body);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(baseOf.apply(path)).resolve(path)).timeout(Duration.ofMinutes(2))
                .header("Authorization", authorization).header("Content-Type", type).method(method, publisher);
        headers.forEach(request::header);
        try {
            HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() / 100 != 2) {
                throw new IllegalStateException("%s %s answered %d: %s".formatted(method, path, response.statusCode(),
                        new String(response.body(), StandardCharsets.UTF_8)));
            }
            JsonNode json = response.body().length == 0 ? JsonNodeFactory.instance.nullNode() : JSON.readTree(response.body());
            return new Answer(json, response.headers().firstValue("Location").orElse(path));
        } catch (IOException e) {
            throw new IllegalStateException("%s %s got no answer".formatted(method, path), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    private record Answer(JsonNode body, String location) {}
}
