package loa.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import javax.sql.DataSource;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import loa.sandbox.SharedServers;
import loa.sandbox.postgres.PostgresLogin;

/** A small service on a port of its own, and a client to call it. */
public final class SampleService implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final ConfigurableApplicationContext context;

    private SampleService(Map<String, Object> properties) {
        Map<String, Object> all = new HashMap<>(properties);
        all.put("server.port", "0");
        all.put("loa.keys-dir", directory("keys"));
        all.putIfAbsent("loa.data-dir", directory("data"));
        all.put("server.address", "127.0.0.1");
        all.put("spring.application.name", "sample");
        all.put("spring.threads.virtual.enabled", "true");
        all.put("spring.servlet.multipart.max-file-size", "256MB");
        all.put("spring.servlet.multipart.max-request-size", "257MB");
        all.put("logging.level.root", "WARN");
        all.put("spring.main.banner-mode", "off");
        all.put("logging.level.org.springdoc.core.events.SpringDocAppInitializer", "ERROR");
        var application = new SpringApplication(SampleApplication.class);
        application.setDefaultProperties(all);
        this.context = application.run();
    }

    private static String directory(String name) {
        try {
            return Files.createTempDirectory("loa-sample-").resolve(name).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its database is away. */
    public static SampleService withoutDatabase() {
        return new SampleService(Map.of("spring.datasource.url", "jdbc:postgresql://127.0.0.1:1/none", "spring.datasource.username", "none",
                "spring.datasource.hikari.connection-timeout", "250"));
    }

    /** Its tables are empty. */
    public static SampleService withDatabase() {
        PostgresLogin login = SharedServers.freshSchema("api");
        var service = new SampleService(Map.of("spring.datasource.url", login.url(), "spring.datasource.username", login.user(),
                "spring.datasource.password", login.password()));
        new ResourceDatabasePopulator(new ClassPathResource("db/api/V0001__idempotent_request.sql"),
                new ClassPathResource("db/api/V0002__import.sql"))
                .execute(service.context.getBean(DataSource.class));
        return service;
    }

    /** One of its beans. */
    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** A request to this path, with the key of the one who may everything. */
    public HttpRequest.Builder request(String path) {
        return anonymous(path).header("Authorization", "Bearer " + SampleApplication.KEY.value());
    }

    /** A request to this path, without a key. */
    public HttpRequest.Builder anonymous(String path) {
        return HttpRequest
                .newBuilder(URI.create("http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port") + path))
                .timeout(Duration.ofSeconds(60));
    }

    /** POST of JSON. */
    public HttpRequest.Builder post(String path, String json) {
        return request(path).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(json));
    }

    /** Sends it. */
    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The answer's JSON. */
    public static JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    @Override
    public void close() {
        context.close();
    }
}
