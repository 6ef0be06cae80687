package loa.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

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

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** What outsiders rely on, against one running Loa. */
class WholeSystemEndToEndTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LONGEST_END = Duration.ofSeconds(10);
    private static final int SAMPLE_PHONES = 200;

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
        String id = http.issue(directive("emergency", "[\"99001\", \"99002-01\"]", "Lệnh sơ tán. Mã {code}"));
        JsonNode progress = awaitSettled(id);
        assertThat(progress.path("channels").path("sms").path("counts").path("refused").asInt()).isZero();
        JsonNode texts = http.sandbox("/sandbox/messages?to=%2B84912345678");
        assertThat(bodiesAbout(texts, id)).isEqualTo(1);
        JsonNode pushes = http.sandbox("/sandbox/pushes?token=tok-1");
        assertThat(pushes.path("items").valueStream().filter(p -> p.path("tag").asString("").equals(id)).count()).isEqualTo(1);
        JsonNode trace = http.as("approver", "POST", "/api/v1/sms/deliveries:search",
                "{\"phone\": \"+84912345679\", \"directive\": \"" + id + "\"}");
        assertThat(trace.path("items").size()).isEqualTo(1);
        assertThat(trace.path("items").get(0).path("attempts").get(0).path("outcome").asString()).isEqualTo("accepted");
    }

    @Test
    void playersHearWhatWasIssued() throws IOException, InterruptedException {
        Assumptions.assumeTrue(isInstalled("ffprobe"), "ffprobe is not installed");
        http.issue(directive("emergency", "[\"99\"]", "Bão vào. Mã {code}"));
        JsonNode station = loa.credentials().path("stations").get(0);
        String playlist = Awaitility.await().atMost(PATIENCE).until(() -> playlist(station), text -> text.contains("#EXTINF"));
        assertThat(playlist).startsWith("#EXTM3U\n");
        Path file = Files.writeString(directory.resolve("station.m3u8"), playlist);
        String clip = playlist.lines().filter(line -> line.startsWith("http")).findFirst().orElseThrow();
        double announced = Double.parseDouble(playlist.lines().filter(line -> line.startsWith("#EXTINF:")).findFirst().orElseThrow()
                .substring("#EXTINF:".length()).split(",", 2)[0]);
        Process probe = new ProcessBuilder("ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", clip)
                .redirectErrorStream(true).start();
        String answer = new String(probe.getInputStream().readAllBytes(), UTF_8).strip();
        assertThat(probe.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(Double.parseDouble(answer)).isGreaterThan(3).isCloseTo(announced, org.assertj.core.data.Offset.offset(1.5));
        assertThat(file).isNotEmptyFile();
    }

    @Test
    void recordChangedByOneByteIsADeadLetterAndNoPhoneRings() {
        String id = http.issue(directive("emergency", "[\"99001-01\"]", "Thật. Mã {code}"));
        awaitSettled(id);
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
            String id = compose(windows.signedIn("drafter"));
            Page approver = windows.signedIn("approver");
            approver.navigate("/directives/" + id);
            approver.click("form[action$='/approve'] button");
            approver.fill("#confirm", "Xã Bãi Ngang");
            approver.click("form[action$='/issue'] button");
            approver.waitForURL("**/progress");
            PlaywrightAssertions.assertThat(approver.locator("#settled")).hasText("Đã xong");
            JsonNode counts = awaitSettled(id).path("channels").path("sms").path("counts");
            assertThat(counts.path("accepted").asInt()).isPositive().isEqualTo(counts.path("audience").asInt());
            JsonNode texts = http.sandbox("/sandbox/messages?limit=1000&body=%C4%91%E1%BB%8F");
            assertThat(bodiesAbout(texts, id)).isEqualTo(counts.path("audience").asInt());
        }
    }

    /** Answers the id of what was submitted. */
    private static String compose(Page page) {
        page.click("text=Soạn chỉ đạo mới");
        page.check("input[name=bulletinClass][value=emergency]");
        page.fill("#issuingBody", "Ban Chỉ huy Tỉnh Mẫu");
        page.fill("#subject", "Lũ trên báo động 3");
        page.fill("#area-search", "bai ngang");
        page.check("#area-tree input[value='99003']");
        page.check("input[name=channels][value=sms]");
        page.fill("#smsText", "Báo động đỏ: lũ trên báo động 3, lên chỗ cao ngay. Mã {code}");
        page.click("[data-hours='24']");
        page.click("button[value=submit]");
        page.waitForURL(Pattern.compile(".*/directives/[0-9a-f-]{36}$"));
        return page.url().replaceFirst(".*/directives/", "");
    }

    @Test
    void cancelledDirectiveIsNotSentOn() {
        http.sandboxBehaviour("twilio", java.util.Map.of("acceptedPerSecond", 5));
        String id;
        try {
            id = http.issue(directive("priority", "[\"99\"]", "Sẽ bị huỷ. Mã {code}"));
            Awaitility.await().atMost(PATIENCE)
                    .until(() -> http.progress(id).path("channels").path("sms").path("counts").path("accepted").asInt() > 0);
            http.as("approver", "POST", "/api/v1/directives/" + id + ":cancel", "{\"reason\": \"Phát nhầm\"}");
        } finally {
            http.sandboxBehaviour("twilio", java.util.Map.of());
        }
        JsonNode counts = awaitSettled(id).path("channels").path("sms").path("counts");
        assertThat(counts.path("cancelled").asInt()).isPositive();
        assertThat(counts.path("cancelled").asInt() + counts.path("accepted").asInt()).isEqualTo(counts.path("audience").asInt());
    }

    @Test
    void realDispatchIsCarriedOut() throws IOException {
        Path dispatch = LoaProcess.repository().resolve("../shared/dispatches/binh-phuoc-293-cv-tu.txt");
        Assumptions.assumeTrue(Files.exists(dispatch), "the real dispatches are not on this machine");
        var json = tools.jackson.databind.json.JsonMapper.builder().build();
        var body = (tools.jackson.databind.node.ObjectNode) json.readTree(directive("priority", "[\"99001\", \"99002-03\"]",
                "Thông báo theo CV {number}: thực hiện Nghị quyết về phòng, chống dịch đến 20/8. Mã {code}"));
        body.set("source", json.createObjectNode().put("number", "293").put("symbol", "CV/TU").put("issuingBody", "BAN TUYÊN GIÁO")
                .put("date", "2021-08-09").put("subject", "Quán triệt và tuyên truyền Nghị quyết 05-NQ/TU")
                .put("text", Files.readString(dispatch)));
        String id = http.issue(json.writeValueAsString(body));
        JsonNode counts = awaitSettled(id).path("channels").path("sms").path("counts");
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

    private static boolean isInstalled(String program) {
        return java.util.Arrays.stream(System.getenv("PATH").split(":")).anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }

    private static JsonNode awaitSettled(String id) {
        return Awaitility.await().atMost(PATIENCE).until(() -> http.progress(id), progress -> progress.path("settled").asBoolean());
    }

    private static long bodiesAbout(JsonNode messages, String directive) {
        String code = http.as("approver", "GET", "/api/v1/directives/" + directive, "").path("checkCode").asString();
        return messages.path("items").valueStream().filter(m -> m.path("body").asString("").contains(code)).count();
    }

    private static String playlist(JsonNode station) {
        String login = station.path("code").asString() + ":" + station.path("key").asString();
        URI uri = URI.create(loa.credentials().path("console").asString() + "/api/v1/stations/" + station.path("code").asString()
                + "/playlist.m3u8");
        HttpResponse<String> response = http.send(HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login.getBytes(UTF_8))).build());
        return response.statusCode() == 200 ? response.body() : "";
    }

    private static String directive(String bulletinClass, String areas, String text) {
        String expires = OffsetDateTime.now(ZoneOffset.ofHours(7)).plusDays(2).withNano(0).toString();
        return """
            {"issuingBody": "Ban Chỉ huy Tỉnh Mẫu", "bulletinClass": "%s", "areas": %s, "channels": ["sms", "push", "loudspeaker"],
             "bulletins": [{"channel": "sms", "language": "vi", "text": "%s"},
               {"channel": "push", "language": "vi", "title": "Thông báo của tỉnh", "text": "Nội dung thông báo."},
               {"channel": "loudspeaker", "language": "vi", "title": "Thông báo của tỉnh", "text": "Kính thưa bà con, đây là thông báo của tỉnh."}],
             "expires": "%s"}"""
                .formatted(bulletinClass, areas, text, expires);
    }
}
