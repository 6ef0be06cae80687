package loa.sms;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

import loa.contract.BulletinClass;
import loa.contract.IssuedDirective;
import loa.delivery.Deliveries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class SmsEndToEndTest {
    private static final String SUBSCRIPTIONS = "/api/v1/sms/subscriptions";
    private static final Duration LONG = Duration.ofMinutes(2);

    private static RunningService service;

    @BeforeAll
    static void start() throws IOException {
        service = new RunningService();
    }

    @AfterAll
    static void stop() throws IOException {
        service.close();
    }

    @Test
    void aSubscriptionIsMadeReplacedFoundAndEnded() {
        HttpResponse<String> made = call("drafter", "POST", SUBSCRIPTIONS,
                """
                    {"phone": "0912 345 678", "areas": ["99002-04", "99002-01"], "language": "vi", "basis": "consent",
                     "consent": {"at": "2026-11-01T09:00:00+07:00", "how": "phiếu giấy tại UBND xã", "text": "2026-01"}}
                    """);
        assertThat(made.statusCode()).isEqualTo(201);
        JsonNode subscription = RunningService.json(made);
        String id = subscription.path("id").asString();
        assertThat(made.headers().firstValue("Location")).contains(SUBSCRIPTIONS + "/" + id);
        assertThat(subscription.path("phone").asString()).isEqualTo("+84•••••678");
        assertThat(subscription.path("state").asString()).isEqualTo("active");
        assertThat(subscription.path("endedAt").isNull()).isTrue();
        assertThat(subscription.path("createdAt").asString()).endsWith("+07:00");

        HttpResponse<String> again = call("drafter", "POST", SUBSCRIPTIONS,
                "{\"phone\": \"+84912345678\", \"areas\": [\"99002-04\"], \"basis\": \"emergency\"}");
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(RunningService.json(again).path("areas")).hasSize(1);
        assertThat(get("auditor-less", SUBSCRIPTIONS + "/" + id).statusCode()).isEqualTo(401);
        assertThat(items("approver", SUBSCRIPTIONS + "?area=99002-04").findValuesAsString("id")).containsExactly(id);
        assertThat(items("approver", SUBSCRIPTIONS + "?area=99002").findValuesAsString("id")).contains(id);
        assertThat(RunningService.json(call("approver", "POST", SUBSCRIPTIONS + ":search", "{\"phone\": \"0912.345.678\"}")).path("items"))
                .hasSize(1);

        assertThat(call("drafter", "DELETE", SUBSCRIPTIONS + "/" + id, null).statusCode()).isEqualTo(204);
        assertThat(RunningService.json(get("drafter", SUBSCRIPTIONS + "/" + id)).path("state").asString()).isEqualTo("opted-out");
        assertThat(items("approver", SUBSCRIPTIONS + "?area=99002-04")).isEmpty();
        HttpResponse<String> refused = call("drafter", "POST", SUBSCRIPTIONS, "{\"phone\": \"0912345678\", \"areas\": [\"99002-04\"]}");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(RunningService.json(refused).at("/errors/0/code").asString()).isEqualTo("opted-out");
    }

    @Test
    void allFaultyFieldsAreToldAtOnce() {
        HttpResponse<String> answer = call("drafter", "POST", SUBSCRIPTIONS,
                """
                    {"phone": "01234567890", "areas": ["99002-01", "99009"], "language": "Việt", "basis": "why", "consent": {"at": "2026-11-01"}}
                    """);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(RunningService.json(answer).path("errors").findValuesAsString("pointer")).containsExactlyInAnyOrder("/phone", "/areas/1",
                "/language", "/basis", "/consent/at", "/consent/how");
        assertThat(answer.body()).contains("01234567890: 11 chữ số, đã đổi từ năm 2018.");
        assertThat(call("drafter", "POST", SUBSCRIPTIONS, "{\"fone\": \"0912345678\"}").statusCode()).isEqualTo(400);
        assertThat(get("drafter", SUBSCRIPTIONS + "/none").statusCode()).isEqualTo(404);
    }

    @Test
    void rightsHoldByRoleAndByArea() {
        String inside = "{\"phone\": \"0912345601\", \"areas\": [\"99001-01\"]}";
        String outside = "{\"phone\": \"0912345602\", \"areas\": [\"99001-01\", \"99002-01\"]}";

        assertThat(call("", "POST", SUBSCRIPTIONS, inside).statusCode()).isEqualTo(401);
        assertThat(call("approver", "POST", SUBSCRIPTIONS, inside).statusCode()).isEqualTo(403);
        assertThat(call("operator", "POST", SUBSCRIPTIONS, outside).statusCode()).isEqualTo(403);
        HttpResponse<String> made = call("operator", "POST", SUBSCRIPTIONS, inside);
        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(get("operator", SUBSCRIPTIONS).statusCode()).isEqualTo(403);
        assertThat(get("operator", SUBSCRIPTIONS + "?area=99002-01").statusCode()).isEqualTo(403);
        assertThat(get("operator", SUBSCRIPTIONS + "?area=99001-01").statusCode()).isEqualTo(200);
        assertThat(call("drafter", "POST", "/api/v1/sms/deliveries:search", "{\"phone\": \"0912345601\"}").statusCode()).isEqualTo(403);
        call("operator", "DELETE", SUBSCRIPTIONS + "/" + RunningService.json(made).path("id").asString(), null);
    }

    @Test
    void anAreaThatIsStillOnItsWayIsWaitedFor() {
        service.area("99003-05");

        assertThat(importCsv("phone,areas\n0912345603,99003-05\n").path("added").asInt()).isEqualTo(1);
    }

    @Test
    void aFileIsImportedAndEveryFaultyRowReported() {
        String csv = """
            \uFEFFphone,areas,language,basis,consent_at,consent_how
            0931000001,99002-01|99002-02,vi,consent,2026-11-01T09:00:00+07:00,phiếu giấy
            0931000002,99002-01,,,,
            "0931.000.002",99002-02,,,,
            01234567890,99002-01,,,,
            0931000003,99009,,,,
            """;

        JsonNode first = importCsv(csv);
        JsonNode second = importCsv(csv);

        assertThat(counts(first)).containsExactly(5, 2, 0, 0, 1, 0, 2);
        assertThat(counts(second)).containsExactly(5, 0, 0, 2, 1, 0, 2);
        assertThat(first.at("/faults/0/line").asInt()).isEqualTo(5);
        assertThat(first.at("/faults/0/detail").asString()).isEqualTo("01234567890: 11 chữ số, đã đổi từ năm 2018.");
        assertThat(get("drafter", first.path("faultsFile").asString()).body().lines()).hasSize(3);
    }

    @Test
    void aDirectiveReachesEveryPhoneOnceAlsoWhenTwilioMisbehaves() {
        int recipients = 60;
        importCsv("phone,areas\n" + String.join("\n", IntStream.range(0, recipients)
                .mapToObj(i -> "090%07d,99001-0%d%s".formatted(i, 1 + i % 2, i % 10 == 0 ? "|99001-03" : "")).toList()));
        service.behave(
                """
                    {"seed": 7, "faults": [{"kind": "drop-after-accept", "share": 0.05}, {"kind": "status", "status": 503, "share": 0.1, "accept": false},
                       {"kind": "error", "code": "21211", "to": "+84900000001"}, {"kind": "error", "code": "21610", "to": "+84900000002"}],
                     "receipts": {"delayMs": 50, "delivered": 0.9, "twice": 0.2, "early": 0.2, "shuffled": true}}
                    """);

        IssuedDirective directive = service.issue("Thông báo mưa lớn. Mã K7M4Q2XD", BulletinClass.EMERGENCY);

        await().atMost(LONG).untilAsserted(() -> assertThat(states(directive)).isEqualTo(
                Map.of("refused", 1, "gone", 1, "accepted", recipients - 2)));
        JsonNode sandbox = service.sandbox("/sandbox/summary").path("twilio");
        assertThat(sandbox.path("distinct").asInt()).isEqualTo(recipients - 2);
        assertThat(sandbox.path("duplicates").asInt()).isZero();
        await().atMost(LONG).until(() -> count(directive, "delivered") + count(directive, "undelivered") == recipients - 2);

        // a receipt may settle it before its answer is written
        JsonNode trace = await().atMost(LONG).until(() -> traceOf("0900000005"), found -> !found.path("attempts").isEmpty());
        assertThat(trace.path("directive").asString()).isEqualTo(directive.directive().toString());
        assertThat(trace.path("segments").asInt()).isEqualTo(1);
        assertThat(trace.path("receipts").isEmpty()).isFalse();
        assertThat(trace.has("phone")).isFalse();
        JsonNode refused = items("approver", "/api/v1/sms/deliveries?directive=" + directive.directive() + "&state=refused");
        assertThat(refused.findValuesAsString("phone")).containsExactly("+84•••••001");
        assertThat(refused.findValuesAsString("reason")).containsExactly("twilio:21211");
        assertThat(RunningService.json(call("approver", "POST", SUBSCRIPTIONS + ":search", "{\"phone\": \"0900000002\"}"))
                .at("/items/0/state").asString()).isEqualTo("opted-out");
        nobodysNumberStandsInClear(IntStream.range(0, recipients).mapToObj("090%07d"::formatted).toList());
    }

    @Test
    void aReceiptThatTwilioDidNotSignIsRefused() {
        String path = "/webhooks/twilio/status?delivery=019aa1c2-7b1e-7c33-9f0e-0d6c5f2a9b11";

        assertThat(service.webhook(path, "MessageStatus=delivered&MessageSid=SM1", "bm8=").statusCode()).isEqualTo(403);
        assertThat(service.webhook("/webhooks/twilio/inbound", "From=%2B84900000003&Body=STOP", "bm8=").statusCode()).isEqualTo(403);
    }

    private static JsonNode traceOf(String phone) {
        return RunningService.json(call("approver", "POST", "/api/v1/sms/deliveries:search", "{\"phone\": \"%s\"}".formatted(phone)))
                .at("/items/0");
    }

    /** Neither in a table nor in a record, as +84 or 0, plain, in hex or in base64. */
    private static void nobodysNumberStandsInClear(List<String> numbers) {
        List<String> forms = numbers.stream().flatMap(n -> Stream.of(n, "+84" + n.substring(1)))
                .flatMap(n -> Stream.of(n, n.substring(1), hex(n), base64(n).replaceAll("=+$", ""))).toList();
        String everything = dump() + records();
        assertThat(everything).contains("99001-01");
        assertThat(forms.stream().filter(everything::contains).map(form -> around(everything, form))).isEmpty();
    }

    private static String around(String text, String form) {
        int at = text.indexOf(form);
        return form + " in: " + text.substring(Math.max(0, at - 200), Math.min(text.length(), at + 100));
    }

    private static String dump() {
        JdbcClient jdbc = service.bean(JdbcClient.class);
        var dump = new StringBuilder();
        for (String table : jdbc.sql("SELECT table_name AS it FROM information_schema.tables WHERE table_schema = :schema")
                .param("schema", service.login().schema()).query((row, _) -> row.getString("it")).list()) {
            jdbc.sql("SELECT t::text AS it FROM \"%s\" t".formatted(table)).query(row -> {
                String text = row.getString("it");
                dump.append(text).append('\n').append(decoded(text));
            });
        }
        return dump.toString();
    }

    /** What stands in bytea columns as bytes. */
    private static String decoded(String row) {
        var text = new StringBuilder();
        var matcher = Pattern.compile("\\\\x((?:[0-9a-f]{2})+)").matcher(row);
        while (matcher.find()) {
            text.append(new String(HexFormat.of().parseHex(matcher.group(1)), StandardCharsets.ISO_8859_1)).append('\n');
        }
        return text.toString();
    }

    private static String records() {
        var text = new StringBuilder();
        try (var consumer = new KafkaConsumer<>(service.kafka(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            consumer.listTopics().forEach((topic, infos) -> infos.forEach(i -> partitions.add(new TopicPartition(topic, i.partition()))));
            partitions.removeIf(p -> p.topic().startsWith("__"));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    text.append(record.key() == null ? "" : new String(record.key(), StandardCharsets.ISO_8859_1)).append('\n');
                    text.append(record.value() == null ? "" : new String(record.value(), StandardCharsets.ISO_8859_1)).append('\n');
                    record.headers().forEach(h -> text.append(new String(h.value(), StandardCharsets.ISO_8859_1)).append('\n'));
                });
            }
        }
        return text.toString();
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)).toLowerCase(Locale.ROOT);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, Integer> states(IssuedDirective directive) {
        return Map.of("refused", count(directive, "refused"), "gone", count(directive, "gone"), "accepted", count(directive, "accepted"));
    }

    private static int count(IssuedDirective directive, String state) {
        return service.bean(Deliveries.class).inState(directive.directive(), state, null, 1_000).size();
    }

    private static List<Integer> counts(JsonNode report) {
        return Stream.of("rows", "added", "changed", "unchanged", "merged", "skipped", "faulty").map(n -> report.path(n).asInt()).toList();
    }

    private static JsonNode importCsv(String csv) {
        HttpResponse<String> started = call("drafter", "POST", SUBSCRIPTIONS + ":import", csv);
        assertThat(started.statusCode()).isEqualTo(202);
        String location = started.headers().firstValue("Location").orElseThrow();
        await().atMost(LONG).until(() -> !RunningService.json(get("drafter", location)).path("state").asString().equals("running"));
        return RunningService.json(get("drafter", location));
    }

    private static JsonNode items(String who, String path) {
        return RunningService.json(get(who, path)).path("items");
    }

    private static HttpResponse<String> get(String who, String path) {
        return call(who, "GET", path, null);
    }

    private static HttpResponse<String> call(String who, String method, String path, @Nullable String body) {
        return service.call(who, method, path, body);
    }
}
