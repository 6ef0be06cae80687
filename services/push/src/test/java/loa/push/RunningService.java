package loa.push;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

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

import loa.api.access.KeyText;
import loa.contract.AccessKey;
import loa.contract.Area;
import loa.contract.AreaCode;
import loa.contract.AreaType;
import loa.contract.Bulletin;
import loa.contract.BulletinClass;
import loa.contract.Channel;
import loa.contract.DirectiveId;
import loa.contract.EventSigner;
import loa.contract.IssuedDirective;
import loa.contract.KeyDirectory;
import loa.contract.LoaEvent;
import loa.contract.LoaJson;
import loa.contract.RecordSigner;
import loa.contract.Role;
import loa.contract.Topics;
import loa.sandbox.Sandbox;
import loa.sandbox.SharedServers;
import loa.sandbox.postgres.PostgresLogin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The service in its own context on a free port, once for all tests of a JVM, with a desk that is played by the test and the sandbox for FCM. */
final class RunningService {
    static final Duration SOON = Duration.ofSeconds(60);

    private static final class Holder {
        private static final RunningService INSTANCE = new RunningService();
    }

    private final HttpClient client = HttpClient.newHttpClient();
    private final Sandbox sandbox;
    private final ConfigurableApplicationContext context;
    private final KafkaProducer<String, byte[]> producer;
    private final RecordSigner states;
    private final EventSigner events;

    private RunningService() {
        try {
            Path keys = Files.createTempDirectory("push-e2e-keys-");
            sandbox = Sandbox.start(Files.createTempDirectory("push-e2e-sandbox-"), 0);
            new KeyDirectory(keys).createIfMissing("k1");
            events = new EventSigner(new KeyDirectory(keys).signingKey("k1"), "/loa/publisher", Clock.systemUTC());
            states = new RecordSigner(new KeyDirectory(keys).signingKey("k1"), Clock.systemUTC());
            createTopics();
            producer = new KafkaProducer<>(kafka(), new StringSerializer(), new ByteArraySerializer());
            context = new SpringApplicationBuilder(PushApplication.class).run(settings(keys, sandbox.url()));
            await().atMost(SOON).until(() -> get("", "/actuator/health").statusCode() == 200);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The one of this JVM. */
    static RunningService get() {
        return Holder.INSTANCE;
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** A key that the desk gives now; it opens when this returns. */
    String personsKey(@Nullable String area, Role... roles) {
        KeyText key = KeyText.next(KeyText.Kind.LOA, new SecureRandom());
        AreaCode within = area == null ? null : new AreaCode(area);
        tell(states.access(new AccessKey(key.hash(), "person-" + key.hash().substring(0, 6), Set.of(roles), within, false)));
        await().atMost(SOON).until(() -> get(key.value(), "/api/v1/push/deliveries").statusCode() != 401);
        return key.value();
    }

    /** Makes areas known, each of which comes after those above it. */
    void areas(String... codes) {
        for (String code : codes) {
            List<AreaCode> path = Directives.path(new AreaCode(code));
            AreaCode parent = path.size() == 1 ? null : path.get(path.size() - 2);
            tell(states.area(new Area(path.getLast(), parent, AreaType.VILLAGE, code, List.of(), LocalDate.of(2025, 7, 1), null, List.of(),
                    path)));
        }
    }

    /** A device as an app subscribes it. */
    void device(String installation, String token, String area) {
        HttpResponse<String> answer = put("", "/api/v1/push/devices/" + installation,
                "{\"token\":\"%s\",\"platform\":\"android\",\"areas\":[\"%s\"]}".formatted(token, area));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    /** Issues a directive that holds for an hour; the first area is the one it is for, it covers all. */
    IssuedDirective issue(BulletinClass bulletinClass, String... areas) {
        OffsetDateTime now = OffsetDateTime.now(Clock.systemUTC());
        var directive = new IssuedDirective(DirectiveId.next(), 1, "K7M4Q2XD", "UBND", null, bulletinClass, false, Set.of(Channel.PUSH),
                Directives.codes(List.of(areas[0])), Directives.codes(List.of(areas)),
                List.of(new Bulletin(Channel.PUSH, "vi", "Bão số 9", "Ở yên trong nhà.", null)), now, now.plusHours(1), now);
        tell(new LoaEvent.DirectiveIssued(directive));
        return directive;
    }

    void cancel(IssuedDirective directive) {
        tell(new LoaEvent.DirectiveCancelled(directive.directive(), 1, "Bão đã tan", OffsetDateTime.now(Clock.systemUTC())));
    }

    private void tell(LoaEvent event) {
        tell(events.sign(Topics.DIRECTIVES, event));
    }

    private void tell(ProducerRecord<String, byte[]> record) {
        try {
            producer.send(record).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes the fake FCM misbehave. */
    void behave(String behaviour) {
        assertThat(
                send(HttpRequest.newBuilder(URI.create(sandbox.url() + "/sandbox/behaviour/fcm")).PUT(BodyPublishers.ofString(behaviour)))
                        .statusCode())
                .isLessThan(300);
    }

    JsonNode sandbox(String path) {
        return json(send(HttpRequest.newBuilder(URI.create(sandbox.url() + path))));
    }

    HttpResponse<String> get(String key, String path) {
        return send(request(key, path).GET());
    }

    HttpResponse<String> put(String key, String path, String json) {
        return send(request(key, path).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(json)));
    }

    HttpResponse<String> post(String key, String path, String json) {
        return send(request(key, path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    HttpResponse<String> upload(String key, String path, String csv) {
        return send(request(key, path).header("Content-Type", "text/csv").POST(BodyPublishers.ofString(csv)));
    }

    HttpResponse<String> delete(String key, String path) {
        return send(request(key, path).DELETE());
    }

    static JsonNode json(HttpResponse<String> answer) {
        return LoaJson.mapper().readTree(answer.body());
    }

    private HttpRequest.Builder request(String key, String path) {
        HttpRequest.Builder request = HttpRequest
                .newBuilder(URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + path));
        return key.isEmpty() ? request : request.header("Authorization", "Bearer " + key);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Object> kafka() {
        return Map.of("bootstrap.servers", SharedServers.kafka().bootstrapServers());
    }

    /** Those of the desk; the others are the service's own. */
    private static void createTopics() {
        try (Admin admin = Admin.create(kafka())) {
            admin.createTopics(Stream.of(Topics.AREAS, Topics.ACCESS)
                    .map(t -> new NewTopic(t, 1, (short) 1).configs(Map.of("cleanup.policy", "compact"))).toList()).all().get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String[] settings(Path keys, String fcm) {
        PostgresLogin login = SharedServers.freshSchema("push");
        Map<String, Object> properties = Map.of("spring.config.name", "push", "spring.datasource.url", login.url(),
                "spring.datasource.username", login.user(), "spring.datasource.password", login.password(),
                "spring.datasource.hikari.schema", login.schema(), "spring.flyway.default-schema", login.schema(),
                "spring.kafka.bootstrap-servers", SharedServers.kafka().bootstrapServers(), "loa.keys-dir", keys.toString(), "loa.fcm.url",
                fcm, "server.port", "0");
        return properties.entrySet().stream().map(p -> "--" + p.getKey() + "=" + p.getValue()).toArray(String[]::new);
    }
}
