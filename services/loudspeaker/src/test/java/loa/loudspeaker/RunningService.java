package loa.loudspeaker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import loa.api.access.KeyText;
import loa.contract.AccessKey;
import loa.contract.Area;
import loa.contract.AreaCode;
import loa.contract.AreaType;
import loa.contract.EventSigner;
import loa.contract.KeyDirectory;
import loa.contract.LoaEvent;
import loa.contract.LoaJson;
import loa.contract.RecordSigner;
import loa.contract.Role;
import loa.contract.Topics;
import loa.sandbox.SharedServers;
import loa.sandbox.postgres.PostgresLogin;

import static org.awaitility.Awaitility.await;

/** The service in its own context on a free port, once for all tests of a JVM, with a desk that is played by the test. */
public final class RunningService {
    public static final Duration SOON = Duration.ofSeconds(60);

    private static final class Holder {
        private static final RunningService INSTANCE = new RunningService();
    }

    private final HttpClient client = HttpClient.newHttpClient();
    private final JsonMapper json = LoaJson.mapper();
    private final ConfigurableApplicationContext context;
    private final KafkaProducer<String, byte[]> producer;
    private final RecordSigner states;
    private final EventSigner events;
    private final KeyDirectory keys;

    private RunningService() {
        try {
            Path directory = Files.createTempDirectory("loa-loudspeaker-");
            keys = new KeyDirectory(directory.resolve("keys"));
            keys.createIfMissing("k1");
            producer = new KafkaProducer<>(connection(), new StringSerializer(), new ByteArraySerializer());
            states = new RecordSigner(keys.signingKey("k1"), Clock.systemUTC());
            events = new EventSigner(keys.signingKey("k1"), "/loa/publisher", Clock.systemUTC());
            createTopics();
            context = new SpringApplicationBuilder(LoudspeakerApplication.class).properties("spring.config.name=loudspeaker")
                    .run(settings(directory));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The one of this JVM. */
    public static RunningService get() {
        return Holder.INSTANCE;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public KeyDirectory keys() {
        return keys;
    }

    public String base() {
        return "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
    }

    /** A key that the desk gives now; it opens when this returns. */
    public String personsKey(@Nullable String area, Role... roles) {
        KeyText key = KeyText.next(KeyText.Kind.LOA, new SecureRandom());
        AreaCode within = area == null ? null : new AreaCode(area);
        send(states.access(new AccessKey(key.hash(), "person-" + key.hash().substring(0, 6), Set.of(roles), within, false)));
        await().atMost(SOON).until(() -> get(key.value(), "/api/v1/stations").statusCode() != 401);
        return key.value();
    }

    /** Makes areas known: each with all above it. */
    public void areas(String... codes) {
        for (String code : codes) {
            List<AreaCode> path = code.length() == 2
                    ? List.of(new AreaCode(code))
                    : code.length() == 5
                            ? List.of(new AreaCode("99"), new AreaCode(code))
                            : List.of(new AreaCode("99"), new AreaCode(code.substring(0, 5)), new AreaCode(code));
            AreaType type = path.size() == 1 ? AreaType.PROVINCE : path.size() == 2 ? AreaType.COMMUNE : AreaType.VILLAGE;
            send(states.area(new Area(path.getLast(), path.size() == 1 ? null : path.get(path.size() - 2), type, "Thôn Đông", List.of(),
                    LocalDate.of(2025, 7, 1), null, List.of(), path)));
        }
    }

    public void tell(LoaEvent event) {
        send(events.sign(Topics.DIRECTIVES, event));
    }

    public HttpResponse<String> get(@Nullable String key, String path, String... headers) {
        return send(request(key, path, headers).GET().build());
    }

    public HttpResponse<String> put(String key, String path, String body) {
        return send(request(key, path).PUT(HttpRequest.BodyPublishers.ofString(body)).header("Content-Type", "application/json").build());
    }

    public HttpResponse<String> post(String key, String path, String body) {
        return send(request(key, path).POST(HttpRequest.BodyPublishers.ofString(body)).header("Content-Type", "application/json").build());
    }

    public HttpRequest.Builder request(@Nullable String key, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : base() + path));
        if (key != null) {
            request.header("Authorization", key.contains(" ") ? key : "Bearer " + key);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return request;
    }

    public HttpResponse<String> send(HttpRequest request) {
        return send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return client.send(request, handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public JsonNode json(HttpResponse<String> answer) {
        return json.readTree(answer.body());
    }

    private void send(ProducerRecord<String, byte[]> record) {
        try {
            producer.send(record).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Object> connection() {
        return Map.of("bootstrap.servers", SharedServers.kafka().bootstrapServers());
    }

    /** Those of the desk; the others are the service's own. */
    private static void createTopics() {
        try (Admin admin = Admin.create(connection())) {
            Map<String, String> compacted = Map.of("cleanup.policy", "compact");
            admin.createTopics(List.of(new NewTopic(Topics.AREAS, 1, (short) 1).configs(compacted),
                    new NewTopic(Topics.ACCESS, 1, (short) 1).configs(compacted))).all().get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String[] settings(Path directory) {
        PostgresLogin login = SharedServers.freshSchema("loudspeaker");
        Map<String, Object> settings = new HashMap<>();
        settings.put("server.port", 0);
        settings.put("server.address", "127.0.0.1");
        settings.put("spring.datasource.url", login.url());
        settings.put("spring.datasource.username", login.user());
        settings.put("spring.datasource.password", login.password());
        settings.put("spring.datasource.hikari.schema", login.schema());
        settings.put("spring.flyway.default-schema", login.schema());
        settings.put("spring.kafka.bootstrap-servers", SharedServers.kafka().bootstrapServers());
        settings.put("loa.keys-dir", directory.resolve("keys").toString());
        settings.put("loa.data-dir", directory.resolve("data").toString());
        settings.put("loa.public-url", "http://loa.example.vn/");
        return settings.entrySet().stream().map(e -> "--" + e.getKey() + "=" + e.getValue()).toArray(String[]::new);
    }
}
