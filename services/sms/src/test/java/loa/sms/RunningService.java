package loa.sms;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
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
import org.awaitility.Awaitility;
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
import loa.contract.Pass;
import loa.contract.RecordSigner;
import loa.contract.Role;
import loa.contract.SigningKey;
import loa.contract.Topics;
import loa.sandbox.Sandbox;
import loa.sandbox.SharedServers;
import loa.sandbox.files.FreePort;
import loa.sandbox.postgres.PostgresLogin;

/** The service with everything around it: Kafka, PostgreSQL, the fake Twilio, and a desk that speaks over Kafka. */
final class RunningService implements AutoCloseable {
    private static final String DOMAIN = "http://127.0.0.1:";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, Object> kafka = Map.of("bootstrap.servers", SharedServers.kafka().bootstrapServers());
    private final Map<String, String> keys = new HashMap<>();
    private final PostgresLogin login = SharedServers.freshSchema("sms");
    private final int port;
    private final Sandbox sandbox;
    private final SigningKey signingKey;
    private final ConfigurableApplicationContext context;

    RunningService() throws IOException {
        this(Map.of());
    }

    /** @param settings of the service, beside what it needs to find its surroundings */
    RunningService(Map<String, Object> settings) throws IOException {
        port = FreePort.orAny(0);
        Path directory = Files.createTempDirectory("sms-e2e-");
        new KeyDirectory(directory.resolve("keys")).createIfMissing("k1");
        signingKey = new KeyDirectory(directory.resolve("keys")).signingKey("k1");
        sandbox = Sandbox.start(directory.resolve("sandbox"), 0);
        createTopics();
        key("drafter", null, Role.DRAFTER);
        key("approver", null, Role.APPROVER);
        key("operator", new AreaCode("99001"), Role.OPERATOR);
        for (String code : List.of("99", "99001", "99001-01", "99001-02", "99001-03", "99002", "99002-01", "99002-02", "99002-04")) {
            area(code);
        }
        Map<String, Object> properties = new HashMap<>(Map.of("spring.config.name", "sms", "server.port", port, "loa.public-url",
                DOMAIN + port, "loa.keys-dir", directory.resolve("keys"), "spring.kafka.bootstrap-servers",
                SharedServers.kafka().bootstrapServers()));
        properties.putAll(Map.of("spring.datasource.url", login.url(), "spring.datasource.username", login.user(),
                "spring.datasource.password", login.password(), "spring.datasource.hikari.schema", login.schema(),
                "spring.flyway.default-schema", login.schema()));
        properties.putAll(Map.of("loa.twilio.url", sandbox.url(), "loa.twilio.account-sid", sandbox.twilioAccount().sid(),
                "loa.twilio.auth-token", sandbox.twilioAccount().authToken(), "loa.twilio.sender", "TINHMAU"));
        properties.putAll(settings);
        String[] arguments = properties.entrySet().stream().map(p -> "--" + p.getKey() + "=" + p.getValue()).toArray(String[]::new);
        context = new SpringApplicationBuilder(SmsApplication.class).run(arguments);
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> call("", "GET", "/actuator/health", null).statusCode() == 200);
    }

    PostgresLogin login() {
        return login;
    }

    /** Where the outside reaches it. */
    String url() {
        return DOMAIN + port;
    }

    /** With which Twilio signs. */
    String authToken() {
        return sandbox.twilioAccount().authToken();
    }

    Map<String, Object> kafka() {
        return kafka;
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Issues a directive for the commune 99001 and all below it. */
    IssuedDirective issue(String text, BulletinClass lane) {
        OffsetDateTime now = OffsetDateTime.now(Clock.systemUTC());
        List<AreaCode> covered = Stream.of("99001", "99001-01", "99001-02", "99001-03").map(AreaCode::new).toList();
        var directive = new IssuedDirective(DirectiveId.next(), 1, "K7M4Q2XD", "UBND", null, lane, false, Set.of(Channel.SMS),
                List.of(covered.getFirst()), covered, List.of(new Bulletin(Channel.SMS, "vi", null, text, null)), now, now.plusHours(1),
                now);
        send(new EventSigner(signingKey, "/loa/publisher", Clock.systemUTC()).sign(Topics.DIRECTIVES,
                new LoaEvent.DirectiveIssued(directive)));
        return directive;
    }

    /** Issues the next revision with another text, which takes the place of this one. */
    IssuedDirective amend(IssuedDirective before, String text) {
        OffsetDateTime now = OffsetDateTime.now(Clock.systemUTC());
        var next = new IssuedDirective(before.directive(), before.revision() + 1, before.checkCode(), before.issuingBody(), null,
                before.bulletinClass(), before.exercise(), before.channels(), before.areas(), before.coveredAreas(),
                List.of(new Bulletin(Channel.SMS, "vi", null, text, null)), now, now.plusHours(1), now);
        send(new EventSigner(signingKey, "/loa/publisher", Clock.systemUTC()).sign(Topics.DIRECTIVES,
                new LoaEvent.DirectiveAmended(next, before.revision(), "Sai giờ")));
        return next;
    }

    /** Makes the fake Twilio misbehave. */
    void behave(String behaviour) {
        exchange(HttpRequest.newBuilder(URI.create(sandbox.url() + "/sandbox/behaviour/twilio"))
                .method("PUT", BodyPublishers.ofString(behaviour)).header("Content-Type", "application/json"));
    }

    /** What the fake Twilio answers. */
    JsonNode sandbox(String path) {
        return json(exchange(HttpRequest.newBuilder(URI.create(sandbox.url() + path))));
    }

    /** A request of this person; of nobody when the name is empty. */
    HttpResponse<String> call(String who, String method, String path, @Nullable String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(DOMAIN + port + path)).method(method,
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        boolean csv = path.endsWith(":import");
        request.header("Content-Type", csv ? "text/csv" : "application/json");
        if (!who.isEmpty()) {
            request.header("Authorization", "Bearer " + keys.get(who));
        }
        return exchange(request);
    }

    /** Calls as Twilio would, with this signature. */
    HttpResponse<String> webhook(String path, String form, String signature) {
        return exchange(HttpRequest.newBuilder(URI.create(DOMAIN + port + path)).POST(BodyPublishers.ofString(form))
                .header("Content-Type", "application/x-www-form-urlencoded").header("X-Twilio-Signature", signature));
    }

    static JsonNode json(HttpResponse<String> answer) {
        return LoaJson.mapper().readTree(answer.body());
    }

    /** Makes an area known, as the desk does. */
    void area(String code) {
        List<AreaCode> path = new ArrayList<>();
        Stream.of(2, 5, code.length()).filter(n -> n <= code.length()).distinct()
                .forEach(n -> path.add(new AreaCode(code.substring(0, n))));
        AreaCode parent = path.size() == 1 ? null : path.get(path.size() - 2);
        send(new RecordSigner(signingKey, Clock.systemUTC()).area(
                new Area(path.getLast(), parent, AreaType.VILLAGE, code, List.of(), LocalDate.of(2025, 7, 1), null, List.of(), path)));
    }

    @Override
    public void close() throws IOException {
        context.close();
        sandbox.close();
    }

    /** From now on this person asks as the desk asks for him. */
    void pass(String who, Channel channel, Role role) {
        OffsetDateTime expires = OffsetDateTime.now(Clock.systemUTC()).plus(Pass.LIFE);
        keys.put(who, new Pass(channel, who + "-id", who, Set.of(role), null, expires).sign(signingKey));
    }

    private void key(String who, @Nullable AreaCode area, Role role) {
        String key = "loa_" + who + "x".repeat(43 - who.length());
        keys.put(who, key);
        send(new RecordSigner(signingKey, Clock.systemUTC())
                .access(new AccessKey(new KeyText(key).hash(), who, Set.of(role), area, false)));
    }

    /** Those of an earlier service may be there: what was signed with its key is refused by this one. */
    private void createTopics() {
        try (Admin admin = Admin.create(kafka)) {
            Set<String> known = admin.listTopics().names().get();
            admin.createTopics(Stream.of(Topics.AREAS, Topics.ACCESS).filter(topic -> !known.contains(topic))
                    .map(t -> new NewTopic(t, 1, (short) 1).configs(Map.of("cleanup.policy", "compact"))).toList()).all().get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private void send(ProducerRecord<String, byte[]> record) {
        try (var producer = new KafkaProducer<>(kafka, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(record).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> exchange(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(Duration.ofMinutes(1)).build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
