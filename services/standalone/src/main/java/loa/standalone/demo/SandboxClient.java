package loa.standalone.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import loa.standalone.data.Credentials;

/** The sandbox's own doors. */
final class SandboxClient {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http;
    private final URI base;

    SandboxClient(HttpClient http, String url) {
        this.http = http;
        this.base = URI.create(url);
    }

    JsonNode summary() {
        return send(HttpRequest.newBuilder(base.resolve("/sandbox/summary")).GET());
    }

    /** Lets its players play for these stations. */
    void playFor(String loaUrl, List<Credentials.Station> stations) {
        byte[] body = JSON.writeValueAsBytes(Map.of("baseUrl", loaUrl, "stations",
                stations.stream().map(s -> Map.of("code", s.code(), "key", s.key())).toList()));
        send(HttpRequest.newBuilder(base.resolve("/sandbox/players")).header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = http.send(request.timeout(Duration.ofSeconds(30)).build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() / 100 != 2) {
                throw new IllegalStateException("The sandbox answered %d to %s".formatted(response.statusCode(), response.uri()));
            }
            return response.body().length == 0 ? JSON.createObjectNode() : JSON.readTree(response.body());
        } catch (IOException e) {
            throw new IllegalStateException("The sandbox did not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
