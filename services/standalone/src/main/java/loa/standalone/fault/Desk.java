package loa.standalone.fault;

import java.io.PrintStream;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;

import loa.standalone.demo.LoaClient;
import loa.standalone.demo.SampleData;

/** What people do at the desk. */
final class Desk {
    private static final String DIRECTIVE = """
        {"issuingBody": "Ban Chỉ huy Tỉnh Mẫu", "bulletinClass": "%s", "areas": ["99"], "channels": [%s],
         "bulletins": [%s], "expires": "%s"}""";
    private static final String BULLETIN = """
        {"channel": "%s", "language": "vi", %s"text": "Lũ lên nhanh, lên chỗ cao ngay. Mã {code}"}""";

    private final LoaClient administrator;
    private final LoaClient drafter;
    private final LoaClient approver;

    Desk(Stage stage) {
        administrator = stage.as("administrator");
        drafter = stage.as("drafter");
        approver = stage.as("approver");
    }

    void load(int phones, int devices, PrintStream out) {
        var sample = new SampleData(administrator, drafter, out);
        Patience.until("the services know the desk's keys", 60, this::isKnownEverywhere);
        sample.loadAreas();
        sample.loadPhones(phones);
        sample.loadDevices(devices);
    }

    private boolean isKnownEverywhere() {
        try {
            JsonNode unused = drafter.get("/api/v1/sms/subscriptions?area=99");
            return true;
        } catch (IllegalStateException notYet) {
            return false;
        }
    }

    /** To the whole sample province; drafted by one and approved by another. Returns its id. */
    String issue(String bulletinClass, List<String> channels) {
        String expires = OffsetDateTime.now(ZoneOffset.ofHours(7)).plusHours(12).withNano(0).toString();
        String names = channels.stream().map(channel -> '"' + channel + '"').collect(Collectors.joining(","));
        String bulletins = channels.stream().map(Desk::bulletin).collect(Collectors.joining(","));
        String body = DIRECTIVE.formatted(bulletinClass, names, bulletins, expires);
        JsonNode draft = drafter.post("/api/v1/directives", body, Map.of("Idempotency-Key", UUID.randomUUID().toString()));
        String id = draft.path("id").asString();
        JsonNode submitted = drafter.post(path(id) + ":submit", "");
        JsonNode approved = approver.post(path(id) + ":approve", "", Map.of("If-Match", "\"" + submitted.path("version").asInt() + "\""));
        JsonNode issued = approver.post(path(id) + ":issue", "");
        return issued.path("id").asString(approved.path("id").asString());
    }

    private static String bulletin(String channel) {
        String title = channel.equals("push") ? "\"title\": \"Lũ khẩn cấp\", " : "";
        return BULLETIN.formatted(channel, title);
    }

    JsonNode progress(String directive) {
        return approver.get(path(directive) + "/progress");
    }

    void list() {
        JsonNode unused = approver.get("/api/v1/directives?limit=50");
    }

    /** Returns when it was answered. */
    Instant cancel(String directive) {
        JsonNode unused = approver.post(path(directive) + ":cancel", "{\"reason\": \"Phát nhầm\"}");
        return Instant.now();
    }

    /** Halts texts in the whole province; returns when it was answered. */
    Instant halt() {
        JsonNode unused = approver.post("/api/v1/halts", "{\"area\": \"99\", \"channels\": [\"sms\"], \"reason\": \"Kiểm tra\"}");
        return Instant.now();
    }

    boolean isHaltAcknowledged() {
        return approver.get("/api/v1/halts").path("items").valueStream()
                .anyMatch(halt -> !halt.path("acknowledged").path("sms").asString("").isEmpty());
    }

    void resume() {
        approver.delete("/api/v1/halts/99");
    }

    private static String path(String directive) {
        return "/api/v1/directives/" + directive;
    }
}
