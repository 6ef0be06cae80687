package loa.publisher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import loa.api.access.KeyText;
import loa.sandbox.SharedServers;
import loa.sandbox.postgres.PostgresLogin;

import static org.assertj.core.api.Assertions.assertThat;

/** A running desk on real Kafka and PostgreSQL, asked over HTTP as an outsider would. */
final class Desk implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String PASSWORD = "correct horse battery";

    private final Place place;
    private final ConfigurableApplicationContext context;
    private final HttpClient http = HttpClient.newHttpClient();
    private final String base;

    private Desk(Place place, Map<String, Object> more) {
        this.place = place;
        PostgresLogin login = place.login();
        Map<String, Object> properties = new TreeMap<>(Map.of("server.port", "0", "spring.datasource.url", login.url(),
                "spring.datasource.username", login.user(), "spring.datasource.password", login.password(),
                "spring.datasource.hikari.schema", login.schema(), "spring.flyway.default-schema", login.schema(),
                "spring.kafka.bootstrap-servers", SharedServers.kafka().bootstrapServers(), "loa.keys-dir", place.keys().toString(),
                "loa.publisher.people-file", place.people().toString(), "spring.kafka.consumer.group-id", place.group()));
        properties.putAll(more);
        context = new SpringApplicationBuilder(PublisherApplication.class).properties("spring.config.name=publisher")
                .run(properties.entrySet().stream().map(p -> "--" + p.getKey() + "=" + p.getValue()).toArray(String[]::new));
        base = "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
    }

    /** What the instances of one desk share. */
    private record Place(PostgresLogin login, Path keys, Path people, String group, Map<String, String> apiKeys) {
        static Place fresh() {
            try {
                Path directory = Files.createTempDirectory("loa-desk-");
                Map<String, String> apiKeys = new TreeMap<>();
                return new Place(SharedServers.freshSchema("publisher"), directory.resolve("keys"), writePeople(directory, apiKeys),
                        SharedServers.freshName("publisher"), apiKeys);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** A desk of its own, with the sample areas. */
    static Desk open() {
        return open(Map.of());
    }

    /** The same with further properties. */
    static Desk open(Map<String, Object> more) {
        var desk = new Desk(Place.fresh(), more);
        desk.importAndAwait(Samples.AREAS);
        return desk;
    }

    /** Another instance of the same desk. */
    Desk another() {
        return new Desk(place, Map.of());
    }

    Path keys() {
        return place.keys();
    }

    private static Path writePeople(Path directory, Map<String, String> apiKeys) throws IOException {
        List<Map<String, Object>> people = List.of(person(apiKeys, "drafter", null, "drafter"),
                person(apiKeys, "approver", null, "approver"),
                person(apiKeys, "administrator", null, "administrator"), person(apiKeys, "chief", null, "drafter", "approver"),
                person(apiKeys, "auditor", null, "auditor"), person(apiKeys, "clerk", "99001", "drafter", "operator", "approver"));
        Path file = directory.resolve("people.json");
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, JSON.writeValueAsString(people));
    }

    private static Map<String, Object> person(Map<String, String> apiKeys, String name, @Nullable String area, String... roles) {
        String key = KeyText.next(KeyText.Kind.LOA, new SecureRandom()).value();
        apiKeys.put(name, key);
        Map<String, Object> person = new TreeMap<>(Map.of("name", name, "password", PASSWORD, "apiKey", key, "roles", List.of(roles)));
        if (area != null) {
            person.put("area", area);
        }
        return person;
    }

    String password() {
        return PASSWORD;
    }

    URI uri(String path) {
        return URI.create(base + path);
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** An answer with its body as JSON; an empty object where there is none. */
    record Answer(int status, JsonNode json, HttpResponse<String> raw) {
        String header(String name) {
            return raw.headers().firstValue(name).orElse("");
        }
    }

    Answer get(String who, String path) {
        return send(request(who, path).GET());
    }

    Answer post(String who, String path, String body, String... headers) {
        return send(with(request(who, path).header("Content-Type", "application/json"), headers)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    Answer put(String who, String path, String body, String... headers) {
        return send(with(request(who, path).header("Content-Type", "application/json"), headers)
                .PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    Answer delete(String who, String path) {
        return send(request(who, path).DELETE());
    }

    Answer importAreas(String csv) {
        return send(request("administrator", "/api/v1/areas:import").header("Content-Type", "text/csv")
                .POST(HttpRequest.BodyPublishers.ofString(csv)));
    }

    /** Imports and answers the report of the import that has ended. */
    JsonNode importAndAwait(String csv) {
        Answer started = importAreas(csv);
        assertThat(started.status()).as(started.raw().body()).isEqualTo(202);
        return Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> get("administrator", started.header("Location")).json(),
                report -> !report.path("state").asString().equals("running"));
    }

    HttpRequest.Builder request(String who, String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
        return who.isEmpty() ? request : request.header("Authorization", "Bearer " + place.apiKeys().get(who));
    }

    HttpClient http() {
        return http;
    }

    private static HttpRequest.Builder with(HttpRequest.Builder request, String... headers) {
        return headers.length == 0 ? request : request.headers(headers);
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            String type = response.headers().firstValue("content-type").orElse("");
            return new Answer(response.statusCode(), JSON.readTree(type.contains("json") ? response.body() : "{}"), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
