package loa.standalone.fault;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What one provider saw, as the sandbox counts it, and how it behaves. */
final class ProviderView {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MOST_TRIES = 4;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String base;
    private final String provider;

    /** @param provider {@code twilio} or {@code fcm} */
    ProviderView(String base, String provider) {
        this.base = base;
        this.provider = provider;
    }

    /**
     * How sends came within a stretch of time.
     *
     * @param mostInASecond  in the fullest second, wherever it begins
     * @param longestPauseMs between one and the next, and to the bounds that were given
     */
    record Stretch(int requests, int mostInASecond, long longestPauseMs) {}

    /** Its counters, by the names that they have in the summary. */
    int count(String name) {
        return send(request("/sandbox/summary").GET()).path(provider).path(name).asInt();
    }

    Stretch between(@Nullable Instant from, @Nullable Instant to) {
        String query = (from == null ? "" : "&from=" + encoded(from)) + (to == null ? "" : "&to=" + encoded(to));
        JsonNode found = send(request("/sandbox/arrivals/" + provider + "?" + query).GET());
        return new Stretch(found.path("requests").asInt(), found.path("mostInASecond").asInt(), found.path("longestPauseMs").asLong());
    }

    void behave(String json) {
        JsonNode unused = send(request("/sandbox/behaviour/" + provider).header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(json)));
    }

    /** Both providers forget what they saw. */
    void reset() {
        JsonNode unused = send(request("/sandbox:reset").POST(HttpRequest.BodyPublishers.noBody()));
    }

    private static String encoded(Instant instant) {
        return URLEncoder.encode(instant.toString(), StandardCharsets.UTF_8);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(30));
    }

    /** Asks again when there is no answer: whatever is asked here can be asked twice, and a busy machine may starve the providers. */
    private JsonNode send(HttpRequest.Builder request) {
        for (int tries = 1;; tries++) {
            try {
                return answerTo(request.build());
            } catch (IOException e) {
                if (tries == MOST_TRIES) {
                    throw new IllegalStateException("the sandbox did not answer, asked %d times".formatted(tries), e);
                }
            }
        }
    }

    private JsonNode answerTo(HttpRequest request) throws IOException {
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new IllegalStateException("the sandbox answered %d: %s".formatted(response.statusCode(), response.body()));
            }
            return response.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
