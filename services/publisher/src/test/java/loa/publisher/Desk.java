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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import loa.api.access.KeyText;
import loa.sandbox.SharedServers;
import loa.sandbox.postgres.PostgresLogin;

/** A running desk on real Kafka and PostgreSQL, asked over HTTP as an outsider would. */
final class Desk implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String PASSWORD = "correct horse battery";

    final Path keys;
    private final ConfigurableApplicationContext context;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, String> apiKeys = new TreeMap<>();
    private final String base;

    private Desk(Map<String, Object> more) {
        try {
            Path directory = Files.createTempDirectory("loa-desk-");
            keys = directory.resolve("keys");
            PostgresLogin login = SharedServers.freshSchema("publisher");
            Map<String, Object> properties = new TreeMap<>(Map.of("server.port", "0", "spring.datasource.url", login.url(),
                    "spring.datasource.username", login.user(), "spring.datasource.password",
                    login.password(), "spring.datasource.hikari.schema", login.schema(), "spring.flyway.default-schema", login.schema(),
                    "spring.kafka.bootstrap-servers", SharedServers.kafka().bootstrapServers(), "loa.keys-dir", keys.toString(),
                    "loa.publisher.people-file", people(directory).toString()));
            properties.put("spring.kafka.consumer.group-id", SharedServers.freshName("publisher"));
            properties.putAll(more);
            context = new SpringApplicationBuilder(PublisherApplication.class).properties("spring.config.name=publisher")
                    .run(properties.entrySet().stream().map(p -> "--" + p.getKey() + "=" + p.getValue()).toArray(String[]::new));
            base = "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Desk open() {
        return new Desk(Map.of());
    }

    static Desk open(Map<String, Object> more) {
        return new Desk(more);
    }

    private Path people(Path directory) throws IOException {
        List<Map<String, Object>> people = List.of(person("drafter", "drafter"), person("approver", "approver"),
                person("administrator", "administrator"), person("chief", "drafter", "approver"), person("auditor", "auditor"));
        Path file = directory.resolve("people.json");
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, JSON.writeValueAsString(people));
    }

    private Map<String, Object> person(String name, String... roles) {
        String key = KeyText.next(KeyText.Kind.LOA, new SecureRandom()).value();
        apiKeys.put(name, key);
        return Map.of("name", name, "password", PASSWORD, "apiKey", key, "roles", List.of(roles));
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

    HttpRequest.Builder request(String who, String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
        return who.isEmpty() ? request : request.header("Authorization", "Bearer " + apiKeys.get(who));
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
