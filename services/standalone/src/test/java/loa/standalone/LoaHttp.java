package loa.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls to a running Loa as outsiders make them. */
final class LoaHttp {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonNode credentials;

    LoaHttp(JsonNode credentials) {
        this.credentials = credentials;
    }

    /** Sends as one of the people; the answer's status must be 2xx. */
    JsonNode as(String who, String method, String path, String body, String... headers) {
        HttpResponse<String> response = response(who, method, path, body, headers);
        if (response.statusCode() / 100 != 2) {
            throw new AssertionError("%s %s as %s: %d %s".formatted(method, path, who, response.statusCode(), response.body()));
        }
        return response.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(response.body());
    }

    HttpResponse<String> response(String who, String method, String path, String body, String... headers) {
        String key = credentials.path("people").path(who).path("apiKey").asString("");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(credentials.path("console").asString() + path))
                .timeout(Duration.ofSeconds(30)).method(method, HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        request.setHeader("Authorization", "Bearer " + key);
        request.setHeader("Content-Type", "application/json");
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return send(request.build());
    }

    JsonNode sandbox(String path) {
        return JSON.readTree(send(HttpRequest.newBuilder(URI.create(credentials.path("sandbox").path("url").asString() + path))
                .timeout(Duration.ofSeconds(30)).build()).body());
    }

    void sandboxBehaviour(String provider, Map<String, Object> behaviour) {
        URI uri = URI.create(credentials.path("sandbox").path("url").asString() + "/sandbox/behaviour/" + provider);
        HttpResponse<String> response = send(HttpRequest.newBuilder(uri).header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(behaviour))).build());
        if (response.statusCode() / 100 != 2) {
            throw new AssertionError(response.body());
        }
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Drafts, submits, approves and issues; returns the directive's id. */
    String issue(String directive) {
        String id = as("drafter", "POST", "/api/v1/directives", directive).path("id").asString();
        String path = "/api/v1/directives/" + id;
        as("drafter", "POST", path + ":submit", "");
        int version = as("approver", "GET", path, "").path("version").asInt();
        as("approver", "POST", path + ":approve", "", "If-Match", "\"" + version + "\"");
        as("approver", "POST", path + ":issue", "");
        return id;
    }

    JsonNode progress(String directive) {
        return as("approver", "GET", "/api/v1/directives/" + directive + "/progress", "");
    }

    /** Its progress once everybody is settled. */
    JsonNode awaitSettled(String directive, Duration patience) {
        return Awaitility.await().atMost(patience).until(() -> progress(directive), progress -> progress.path("settled").asBoolean());
    }

    /** How many of these texts carry the directive's check code. */
    long textsAbout(JsonNode messages, String directive) {
        String code = as("approver", "GET", "/api/v1/directives/" + directive, "").path("checkCode").asString();
        return messages.path("items").valueStream().filter(m -> m.path("body").asString("").contains(code)).count();
    }
}
