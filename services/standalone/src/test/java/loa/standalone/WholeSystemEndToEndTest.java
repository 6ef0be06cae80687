package loa.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** What outsiders rely on, against one running Loa. */
class WholeSystemEndToEndTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LONGEST_END = Duration.ofSeconds(10);
    private static final int SAMPLE_PHONES = 200;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private static Path directory = Path.of("");
    private static LoaProcess loa;
    private static LoaHttp http;
    private static KafkaProbe kafka;

    @BeforeAll
    static void start() {
        loa = LoaProcess.start(directory, LoaProcess.freePorts(), "demo", "--recipients", Integer.toString(SAMPLE_PHONES));
        loa.awaitOutput("Ctrl-C");
        http = new LoaHttp(loa.credentials());
        kafka = new KafkaProbe(loa.credentials().path("kafka").path("bootstrapServers").asString());
    }

    @AfterAll
    static void stop() {
        try {
            List<ProcessHandle> children = loa.descendants();
            assertThat(children).isNotEmpty();
            assertThat(loa.terminate()).isLessThan(LONGEST_END);
            Awaitility.await().atMost(LONGEST_END).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
        } finally {
            loa.close();
        }
    }

    @Test
    void theWalkReachesPhoneAppAndLoudspeaker() {
        http.as("drafter", "POST", "/api/v1/sms/subscriptions:import", "phone,areas\n0912345678,99001-03\n0912345679,99001-03|99002-01\n",
                "Content-Type", "text/csv");
        http.as("drafter", "PUT", "/api/v1/push/devices/outside-tester-device-01",
                "{\"token\":\"tok-1\",\"platform\":\"android\",\"areas\":[\"99001-03\"],\"language\":\"vi\"}");
        Awaitility.await().atMost(PATIENCE).until(() -> !http
                .as("drafter", "POST", "/api/v1/sms/subscriptions:search", "{\"phone\": \"0912345679\"}").path("items").isEmpty());
        String id = http.issue(Draft.of("emergency", "[\"99001\", \"99002-01\"]", "Lệnh sơ tán. Mã {code}"));
        JsonNode progress = http.awaitSettled(id, PATIENCE);
        assertThat(progress.path("channels").path("sms").path("counts").path("refused").asInt()).isZero();
        JsonNode texts = http.sandbox("/sandbox/messages?to=%2B84912345678");
        assertThat(http.textsAbout(texts, id)).isEqualTo(1);
        JsonNode pushes = http.sandbox("/sandbox/pushes?token=tok-1");
        assertThat(pushes.path("items").valueStream().filter(p -> p.path("tag").asString("").equals(id)).count()).isEqualTo(1);
        JsonNode trace = http.as("approver", "POST", "/api/v1/sms/deliveries:search",
                "{\"phone\": \"+84912345679\", \"directive\": \"" + id + "\"}");
        assertThat(trace.path("items").size()).isEqualTo(1);
        assertThat(trace.path("items").get(0).path("attempts").get(0).path("outcome").asString()).isEqualTo("accepted");
    }

    @Test
    void playersHearWhatWasIssued() throws IOException, InterruptedException {
        Assumptions.assumeTrue(StationProbe.isPossible(), "ffprobe is not installed");
        http.issue(Draft.of("emergency", "[\"99\"]", "Bão vào. Mã {code}"));
        var station = new StationProbe(loa.credentials(), http);

        String playlist = Awaitility.await().atMost(PATIENCE).until(station::playlist, text -> text.contains("#EXTINF"));

        assertThat(playlist).startsWith("#EXTM3U\n");
        assertThat(StationProbe.secondsOfFirstClip(playlist)).isGreaterThan(3)
                .isCloseTo(StationProbe.secondsAnnounced(playlist), within(1.5));
    }

    @Test
    void recordChangedByOneByteIsADeadLetterAndNoPhoneRings() {
        String id = http.issue(Draft.of("emergency", "[\"99001-01\"]", "Thật. Mã {code}"));
        http.awaitSettled(id, PATIENCE);
        ConsumerRecord<String, byte[]> genuine = kafka.find("loa.directives", id);
        long before = http.sandbox("/sandbox/summary").path("twilio").path("requests").asLong();

        assertDeadWithinTwoSeconds(KafkaProbe.withChangedByte(genuine), "forged");
        assertDeadWithinTwoSeconds(KafkaProbe.withType(genuine, "vn.loa.DirectiveAmended"), "forged");
        assertDeadWithinTwoSeconds(KafkaProbe.withoutHeader(genuine, "ce_signature"), "unsigned");

        assertThat(http.sandbox("/sandbox/summary").path("twilio").path("requests").asLong()).isEqualTo(before);
    }

    /** The README's first command, as a new user runs it, twice: with a directory and ports of its own beside the one that runs here. */
    @Test
    void demoBesideItReachesEveryoneOnceAndTheSecondRunSendsNothingOfTheFirstAgain(@TempDir Path other) {
        JsonNode first = DemoRuns.toTheEnd(other.resolve("data"));
        JsonNode second = DemoRuns.toTheEnd(other.resolve("data"));
        assertThat(second.path("directive").asString()).isNotEqualTo(first.path("directive").asString());
        assertThat(http.as("approver", "GET", "/api/v1/areas", "").path("items").size()).isPositive();
    }

    @Test
    void aDirectiveTypedInTheBrowserReachesPhones() {
        try (var windows = new ConsoleWindows(loa.credentials())) {
            String id = ConsoleWindows.compose(windows.signedIn("drafter"));
            Page approver = windows.signedIn("approver");
            approver.navigate("/directives/" + id);
            approver.click("form[action$='/approve'] button");
            approver.fill("#confirm", "Xã Bãi Ngang");
            approver.click("form[action$='/issue'] button");
            approver.waitForURL("**/progress");
            PlaywrightAssertions.assertThat(approver.locator("#settled")).hasText("Đã xong");
            JsonNode counts = http.awaitSettled(id, PATIENCE).path("channels").path("sms").path("counts");
            assertThat(counts.path("accepted").asInt()).isPositive().isEqualTo(counts.path("audience").asInt());
            JsonNode texts = http.sandbox("/sandbox/messages?limit=1000&body=%C4%91%E1%BB%8F");
            assertThat(http.textsAbout(texts, id)).isEqualTo(counts.path("audience").asInt());
        }
    }

    @Test
    void cancelledDirectiveIsNotSentOn() {
        http.sandboxBehaviour("twilio", Map.of("acceptedPerSecond", 5));
        String id;
        try {
            id = http.issue(Draft.of("priority", "[\"99\"]", "Sẽ bị huỷ. Mã {code}"));
            Awaitility.await().atMost(PATIENCE)
                    .until(() -> http.progress(id).path("channels").path("sms").path("counts").path("accepted").asInt() > 0);
            http.as("approver", "POST", "/api/v1/directives/" + id + ":cancel", "{\"reason\": \"Phát nhầm\"}");
        } finally {
            http.sandboxBehaviour("twilio", Map.of());
        }
        JsonNode counts = http.awaitSettled(id, PATIENCE).path("channels").path("sms").path("counts");
        assertThat(counts.path("cancelled").asInt()).isPositive();
        assertThat(counts.path("cancelled").asInt() + counts.path("accepted").asInt()).isEqualTo(counts.path("audience").asInt());
    }

    @Test
    void realDispatchIsCarriedOut() throws IOException {
        Path dispatch = LoaProcess.repository().resolve("../shared/dispatches/binh-phuoc-293-cv-tu.txt");
        Assumptions.assumeTrue(Files.exists(dispatch), "the real dispatches are not on this machine");
        var body = (ObjectNode) JSON.readTree(Draft.of("priority", "[\"99001\", \"99002-03\"]",
                "Thông báo theo CV {number}: thực hiện Nghị quyết về phòng, chống dịch đến 20/8. Mã {code}"));
        body.set("source", JSON.createObjectNode().put("number", "293").put("symbol", "CV/TU").put("issuingBody", "BAN TUYÊN GIÁO")
                .put("date", "2021-08-09").put("subject", "Quán triệt và tuyên truyền Nghị quyết 05-NQ/TU")
                .put("text", Files.readString(dispatch)));
        String id = http.issue(JSON.writeValueAsString(body));
        JsonNode counts = http.awaitSettled(id, PATIENCE).path("channels").path("sms").path("counts");
        assertThat(counts.path("accepted").asInt()).isPositive().isEqualTo(counts.path("audience").asInt());
        assertThat(new String(kafka.find("loa.directives", id).value(), UTF_8)).contains("\"293\"").doesNotContain("Hà Anh Dũng");
    }

    @Test
    void neitherDatabaseNorTopicsHoldANumber() throws Exception {
        JsonNode postgres = loa.credentials().path("postgres");
        String dump = DatabaseText.dump(postgres.path("url").asString(), postgres.path("user").asString(),
                postgres.path("password").asString()) + kafka.everything();
        assertThat(dump).contains("99001-03"); // the dump is one
        for (int i = 0; i < SAMPLE_PHONES; i++) {
            String national = "059%07d".formatted(i);
            String international = "84" + national.substring(1);
            assertThat(DatabaseText.disguises(national)).noneMatch(dump::contains);
            assertThat(DatabaseText.disguises(international)).noneMatch(dump::contains);
        }
    }

    private static void assertDeadWithinTwoSeconds(ProducerRecord<String, byte[]> forged, String reason) {
        int before = kafka.count("loa.dead-letters", reason);
        kafka.send(forged);
        Awaitility.await().atMost(Duration.ofSeconds(2)).until(() -> kafka.count("loa.dead-letters", reason) > before);
    }
}
