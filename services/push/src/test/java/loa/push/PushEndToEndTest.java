package loa.push;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
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
import loa.delivery.Deliveries;
import loa.sandbox.Sandbox;
import loa.sandbox.SharedServers;
import loa.sandbox.postgres.PostgresLogin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class PushEndToEndTest {
    private static final String ADMINISTRATOR = "loa_" + "a".repeat(43);

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static Sandbox sandbox;
    private static ConfigurableApplicationContext service;
    private static EventSigner signer;
    private static RecordSigner desk;
    private static String base;

    @BeforeAll
    static void start() throws IOException {
        PostgresLogin login = SharedServers.freshSchema("push");
        Path keys = Files.createTempDirectory("push-e2e-keys-");
        sandbox = Sandbox.start(Files.createTempDirectory("push-e2e-sandbox-"), 0);
        new KeyDirectory(keys).createIfMissing("k1");
        signer = new EventSigner(new KeyDirectory(keys).signingKey("k1"), "/loa/publisher", Clock.systemUTC());
        desk = new RecordSigner(new KeyDirectory(keys).signingKey("k1"), Clock.systemUTC());
        speakAsTheDesk(desk);
        announce(desk, "99", "99001", "99001-03", "99002", "99002-01", "99002-02", "99003", "99003-01", "99003-02");
        Map<String, Object> properties = Map.of("spring.config.name", "push", "spring.datasource.url", login.url(),
                "spring.datasource.username", login.user(), "spring.datasource.password", login.password(),
                "spring.datasource.hikari.schema", login.schema(), "spring.flyway.default-schema", login.schema(),
                "spring.kafka.bootstrap-servers", SharedServers.kafka().bootstrapServers(), "loa.keys-dir", keys.toString(), "loa.fcm.url",
                sandbox.url(), "server.port", "0");
        String[] arguments = properties.entrySet().stream().map(p -> "--" + p.getKey() + "=" + p.getValue()).toArray(String[]::new);
        service = new SpringApplicationBuilder(PushApplication.class).run(arguments);
        base = "http://127.0.0.1:" + service.getEnvironment().getProperty("local.server.port");
        await().atMost(Duration.ofSeconds(60)).until(() -> get("/actuator/health", "").statusCode() == 200);
    }

    @AfterAll
    static void stop() throws IOException {
        service.close();
        sandbox.close();
    }

    @Test
    void anAppSubscribesWithoutAKeyAndNeedsTheKeyThatItGotFromThenOn() throws IOException {
        String path = "/api/v1/push/devices/outside-tester-device-01";
        String body = "{\"token\":\"tok-1\",\"platform\":\"android\",\"areas\":[\"99001-03\"],\"language\":\"vi\"}";
        HttpResponse<String> first = put(path, body, "");
        assertThat(first.statusCode()).isEqualTo(201);
        String key = json(first).path("deviceKey").asString();
        assertThat(key).matches("dev_[A-Za-z0-9_-]{43}");
        assertThat(put(path, body, "").statusCode()).isEqualTo(401);
        assertThat(put(path, body, "dev_" + "x".repeat(43)).statusCode()).isEqualTo(403);
        assertThat(put(path, body, ADMINISTRATOR).statusCode()).isEqualTo(403);
        HttpResponse<String> second = put(path, body, key);
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(json(second).has("deviceKey")).isFalse();
        assertThat(delete(path, "").statusCode()).isEqualTo(401);
        assertThat(delete(path, key).statusCode()).isEqualTo(204);
        assertThat(delete(path, key).statusCode()).isEqualTo(404);
    }

    @Test
    void theFirstCallMayShowAPersonsKey() throws IOException {
        assertThat(put("/api/v1/push/devices/with-a-persons-key-000001",
                "{\"token\":\"tok-p\",\"platform\":\"ios\",\"areas\":[\"99001\"]}", ADMINISTRATOR).statusCode()).isEqualTo(201);
    }

    @Test
    void allFaultyFieldsAreNamedAtOnceAndTheTokenIsNotRepeated() throws IOException {
        HttpResponse<String> answer = put("/api/v1/push/devices/short",
                "{\"token\":\"se cret\",\"platform\":\"fax\",\"areas\":[\"99009\",\"x\"],\"language\":\"Vietnamese\"}", "");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(json(answer).path("errors").findValuesAsString("pointer")).containsExactlyInAnyOrder("/installation", "/token",
                "/platform", "/areas/0", "/areas/1", "/language");
        assertThat(answer.body()).doesNotContain("se cret");
        assertThat(put("/api/v1/push/devices/unknown-field-000000001", "{\"tokn\":\"a\"}", "").statusCode()).isEqualTo(400);
    }

    @Test
    void aFileOfDevicesIsImportedRowByRow() throws IOException {
        String csv = """
            installation,token,platform,areas,language
            imported-device-0000001,imp-1,android,99003-01,vi
            imported-device-0000002,imp-2,ios,99003-01|99003-02,
            imported-device-0000001,imp-1,android,99003-02,vi
            short,imp-3,android,99003-01,vi
            imported-device-0000004,imp-4,android,99009,vi
            """;
        assertThat(post("/api/v1/push/devices:import", csv, "").statusCode()).isEqualTo(401);
        HttpResponse<String> started = post("/api/v1/push/devices:import", csv, ADMINISTRATOR);
        assertThat(started.statusCode()).isEqualTo(202);
        String location = started.headers().firstValue("Location").orElseThrow();
        await().until(() -> json(get(location, ADMINISTRATOR)).path("state").asString(), "done"::equals);
        JsonNode report = json(get(location, ADMINISTRATOR));
        assertThat(List.of(report.path("rows").asInt(), report.path("added").asInt(), report.path("merged").asInt(),
                report.path("faulty").asInt())).containsExactly(5, 2, 1, 2);
        assertThat(report.path("faults").findValuesAsString("column")).containsExactly("installation", "areas");
        assertThat(service.getBean(JdbcClient.class)
                .sql("SELECT count(*) FROM device_area a JOIN device d ON d.id = a.device WHERE d.installation LIKE 'imported%'")
                .query(Integer.class).single()).isEqualTo(4);
    }

    @Test
    void anAreaThatTheDeskMakesAtThisMomentIsWaitedForAndWhatAFaultQuotesIsStoredSealed() throws Exception {
        HttpResponse<String> started = post("/api/v1/push/devices:import", """
            installation,token,platform,areas
            early-device-000000001,tok-early,android,99003-05
            early-device-000000002,tok-late,android,not-an-area
            """, ADMINISTRATOR);
        announce(desk, "99003-05");
        String location = started.headers().firstValue("Location").orElseThrow();
        await().atMost(Duration.ofSeconds(30)).until(() -> json(get(location, ADMINISTRATOR)).path("state").asString(), "done"::equals);
        JsonNode report = json(get(location, ADMINISTRATOR));
        assertThat(List.of(report.path("added").asInt(), report.path("faulty").asInt())).containsExactly(1, 1);
        assertThat(report.at("/faults/0/detail").asString()).contains("not-an-area");
        assertThat(service.getBean(JdbcClient.class).sql("SELECT detail FROM import_fault").query(byte[].class).list())
                .noneMatch(detail -> new String(detail, StandardCharsets.UTF_8).contains("not-an-area"));
    }

    @Test
    void anEmergencyReachesEachDeviceOnceAndARoutineDirectiveItsTopic() throws Exception {
        for (int i = 0; i < 20; i++) {
            put("/api/v1/push/devices/engine-device-%08d".formatted(i),
                    "{\"token\":\"eng-%d\",\"platform\":\"android\",\"areas\":[\"99002-0%d\"]}".formatted(i, 1 + i % 2), "");
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> sandboxJson("/sandbox/topics").path("area.99002.vi").asInt(), is -> is >= 20);
        String emergency = issue(BulletinClass.EMERGENCY, List.of("99002"), List.of("99002", "99002-01", "99002-02"));
        String routine = issue(BulletinClass.ROUTINE, List.of("99002"), List.of("99002", "99002-01", "99002-02"));
        await().atMost(Duration.ofSeconds(60)).until(() -> accepted(emergency) == 20 && accepted(routine) == 1);
        JsonNode pushes = sandboxJson("/sandbox/pushes?topic=area.99002.vi");
        assertThat(pushes.findValuesAsString("tag")).containsExactly(routine);
        assertThat(sandboxJson("/sandbox/summary").at("/fcm/duplicates").asInt()).isZero();
        assertThat(sandboxJson("/sandbox/pushes?token=eng-7").findValuesAsString("tag")).containsExactly(emergency);
        assertThat(service.getBean(JdbcClient.class)
                .sql("SELECT sum(reach) FROM delivery WHERE revision_key = revision_key(CAST(:id AS uuid), 1)")
                .param("id", routine).query(Integer.class).single()).isEqualTo(20);
    }

    private static long accepted(String directive) {
        return service.getBean(Deliveries.class).inState(DirectiveId.parse(directive), "accepted", null, 100).size();
    }

    private static JsonNode sandboxJson(String path) throws IOException {
        return json(call(HttpRequest.newBuilder(URI.create(sandbox.url() + path))));
    }

    private static String issue(BulletinClass bulletinClass, List<String> areas, List<String> covered)
            throws ExecutionException, InterruptedException {
        OffsetDateTime now = OffsetDateTime.now(Clock.systemUTC());
        IssuedDirective directive = new IssuedDirective(DirectiveId.next(), 1, "K7M4Q2XD", "UBND", null, bulletinClass, false,
                Set.of(Channel.PUSH), Directives.codes(areas), Directives.codes(covered),
                List.of(new Bulletin(Channel.PUSH, "vi", "Bão số 9", "Ở yên trong nhà.", null)), now, now.plusHours(1), now);
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", SharedServers.kafka().bootstrapServers()), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(signer.sign(Topics.DIRECTIVES, new LoaEvent.DirectiveIssued(directive))).get();
        }
        return directive.directive().toString();
    }

    private static HttpResponse<String> put(String path, String body, String key) throws IOException {
        return call(request(path, key).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(body)));
    }

    private static HttpResponse<String> post(String path, String csv, String key) throws IOException {
        return call(request(path, key).header("Content-Type", "text/csv").POST(BodyPublishers.ofString(csv)));
    }

    private static HttpResponse<String> get(String path, String key) throws IOException {
        return call(request(path, key).GET());
    }

    private static HttpResponse<String> delete(String path, String key) throws IOException {
        return call(request(path, key).DELETE());
    }

    private static HttpRequest.Builder request(String path, String key) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
        return key.isEmpty() ? request : request.header("Authorization", "Bearer " + key);
    }

    private static HttpResponse<String> call(HttpRequest.Builder request) throws IOException {
        try {
            return HTTP.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return LoaJson.mapper().readTree(answer.body());
    }

    /** What the desk tells over Kafka: one administrator, for whom areas are announced apart. */
    private static void speakAsTheDesk(RecordSigner records) {
        Map<String, Object> kafka = Map.of("bootstrap.servers", SharedServers.kafka().bootstrapServers());
        try (Admin admin = Admin.create(kafka);
                KafkaProducer<String, byte[]> producer = new KafkaProducer<>(kafka, new StringSerializer(), new ByteArraySerializer())) {
            admin.createTopics(Stream.of(Topics.AREAS, Topics.ACCESS)
                    .map(t -> new NewTopic(t, 1, (short) 1).configs(Map.of("cleanup.policy", "compact"))).toList()).all().get();
            producer.send(records.access(
                    new AccessKey(new KeyText(ADMINISTRATOR).hash(), "administrator", Set.of(Role.ADMINISTRATOR), null, false))).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void announce(RecordSigner records, String... codes) {
        Map<String, Object> kafka = Map.of("bootstrap.servers", SharedServers.kafka().bootstrapServers());
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(kafka, new StringSerializer(), new ByteArraySerializer())) {
            for (String code : codes) {
                List<AreaCode> path = Directives.path(new AreaCode(code));
                AreaCode parent = path.size() == 1 ? null : path.get(path.size() - 2);
                producer.send(records.area(new Area(path.getLast(), parent, AreaType.VILLAGE, code, List.of(), LocalDate.of(2025, 7, 1),
                        null, List.of(), path))).get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
