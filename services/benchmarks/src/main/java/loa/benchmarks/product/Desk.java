package loa.benchmarks.product;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

import loa.standalone.data.Credentials;
import loa.standalone.pause.Pause;

/** The public API of Loa, as people use it. */
public final class Desk implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Credentials credentials;

    /** Of this installation. */
    public Desk(Credentials credentials) {
        this.credentials = credentials;
    }

    /** Drafts, submits and approves a directive; it can be issued then. */
    public Approved approve(DirectiveText text) {
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.ofHours(7)).withNano(0);
        JsonNode draft = call("drafter", "POST", "/api/v1/directives", text.json(now),
                Map.of("Idempotency-Key", UUID.randomUUID().toString()));
        String path = "/api/v1/directives/" + draft.path("id").asString();
        int version = call("drafter", "POST", path + ":submit", "", Map.of()).path("version").asInt();
        call("approver", "POST", path + ":approve", "", Map.of("If-Match", "\"" + version + "\""));
        return new Approved(path);
    }

    /** A directive that can be issued. */
    public record Approved(String path) {}

    /**
     * A directive that was issued.
     *
     * @param askedAt   epoch milliseconds, before the desk was asked to issue it
     * @param checkCode by which the sink knows it
     */
    public record Issued(String path, String checkCode, long askedAt) {
        /** Its id. */
        public UUID id() {
            return UUID.fromString(path.substring(path.lastIndexOf('/') + 1));
        }
    }

    /** Issues it; returns when the desk has stored that. */
    public Issued issue(Approved directive) {
        long asked = System.currentTimeMillis();
        JsonNode issued = call("approver", "POST", directive.path() + ":issue", "", Map.of());
        return new Issued(directive.path(), issued.path("checkCode").asString(), asked);
    }

    /** Cancels it. */
    public void cancel(Issued directive) {
        call("approver", "POST", directive.path() + ":cancel", "{\"reason\": \"The run is over\"}", Map.of());
    }

    /** How far it has come. */
    public JsonNode progress(Issued directive) {
        return call("approver", "GET", directive.path() + "/progress", null, Map.of());
    }

    /**
     * Looks at its progress until it is settled.
     *
     * @return the progress; not settled when the patience was not enough
     */
    public JsonNode awaitSettled(Issued directive, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        JsonNode progress = progress(directive);
        while (!progress.path("settled").asBoolean() && System.nanoTime() < deadline) {
            Pause.of(BETWEEN_LOOKS);
            progress = progress(directive);
        }
        return progress;
    }

    /** Imports the areas of all places. */
    public void importAreas() {
        importCsv("/api/v1/areas:import", Place.csv());
    }

    /** Imports a file and waits until that is done. */
    public void importCsv(String path, String csv) {
        HttpResponse<byte[]> accepted = send("administrator", "POST", path, csv, Map.of("Content-Type", "text/csv"));
        String location = accepted.headers().firstValue("Location").orElse(path);
        JsonNode job = json(accepted);
        while ("running".equals(job.path("state").asString(""))) {
            Pause.of(BETWEEN_LOOKS);
            job = call("administrator", "GET", location, null, Map.of());
        }
        if (!"done".equals(job.path("state").asString("")) || job.path("faulty").asInt() > 0) {
            throw new IllegalStateException("Import to %s failed: %s".formatted(path, job));
        }
    }

    @Override
    public void close() {
        http.close();
    }

    private JsonNode call(String role, String method, String path, @Nullable String body, Map<String, String> headers) {
        return json(send(role, method, path, body, headers));
    }

    private HttpResponse<byte[]> send(String role, String method, String path, @Nullable String body,
            Map<String, String> headers) {
        Credentials.Person person = Objects.requireNonNull(credentials.people().get(role), role);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(credentials.console()).resolve(path)).timeout(Duration.ofMinutes(2))
                .header("Authorization", "Bearer " + person.apiKey())
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!headers.containsKey("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        try {
            HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
            if (response.statusCode() / 100 != 2) {
                throw new IllegalStateException("%s %s answered %d: %s".formatted(method, path, response.statusCode(),
                        new String(response.body(), StandardCharsets.UTF_8)));
            }
            return response;
        } catch (IOException e) {
            throw new IllegalStateException("%s %s got no answer".formatted(method, path), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    private static JsonNode json(HttpResponse<byte[]> response) {
        return response.body().length == 0 ? JsonNodeFactory.instance.nullNode() : JSON.readTree(response.body());
    }
}
