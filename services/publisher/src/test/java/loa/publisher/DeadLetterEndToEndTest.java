package loa.publisher;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.microsoft.playwright.Page;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

import loa.contract.Channel;
import loa.contract.EventSigner;
import loa.contract.KeyDirectory;
import loa.contract.LoaEvent;
import loa.contract.Topics;

import static loa.publisher.Samples.idIn;
import static loa.publisher.Samples.report;
import static loa.publisher.Samples.send;
import static loa.publisher.Samples.signed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Refused records: kept, shown, put back, discarded, over HTTP and on the pages. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeadLetterEndToEndTest {
    private static final String LETTERS = "/api/v1/dead-letters";

    private Desk desk = Desk.open();

    @AfterAll
    void close() {
        desk.close();
    }

    @Test
    void aRefusedRecordIsPutBackUnchangedWhenItsKeyIsKnownAndThenTaken() {
        String path = Samples.issued(desk, Samples.draft());
        KeyDirectory strangers = strangers();
        ProducerRecord<String, byte[]> unknown = signedBy(strangers, report(idIn(path), Channel.SMS, 2, 7));
        unknown.headers().add("x-trace", new byte[]{0, (byte) 0xff, 'a'});
        send(List.of(unknown, signed(desk, report(idIn(path), Channel.SMS, 1, 3))));
        JsonNode letter = awaitLetter(idIn(path), "unknown-key");
        assertThat(accepted(path)).as("those behind it do not wait for it").isEqualTo(3);
        assertThat(letter.path("topic").asString()).isEqualTo(Topics.DELIVERY_REPORTS);
        assertThat(letter.path("type").asString()).isEqualTo("vn.loa.DeliveryReport");
        assertThat(letter.path("state").asString()).isEqualTo("open");
        assertThat(letter.path("detail").asString()).contains("khóa");
        assertThat(letter.path("refusals").path(0).path("by").asString()).isEqualTo("publisher");

        new KeyDirectory(desk.keys()).trust("k9", strangers.ring().publicKey("k9"));
        Desk restarted = desk.another();
        desk.close();
        desk = restarted;
        String at = LETTERS + "/" + letter.path("id").asString();
        Desk.Answer replayed = desk.post("administrator", at + ":replay", "{\"reason\": \"Khóa đã được thêm.\"}", "If-Match", "\"1\"");
        assertThat(replayed.status()).as(replayed.raw().body()).isEqualTo(200);
        assertThat(replayed.json().path("state").asString()).isEqualTo("replayed");
        assertThat(replayed.json().path("decision").path("by").asString()).isEqualTo("administrator");
        assertThat(replayed.header("ETag")).isEqualTo("\"2\"");
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(accepted(path)).isEqualTo(7));
        try (var topic = new TopicReader(Topics.DELIVERY_REPORTS)) {
            long offset = replayed.json().path("decision").path("offset").asLong();
            int partition = replayed.json().path("decision").path("partition").asInt();
            ConsumerRecord<String, byte[]> again = topic.await(1, r -> r.partition() == partition && r.offset() == offset).getFirst();
            assertThat(again.value()).isEqualTo(unknown.value());
            assertThat(again.key()).isEqualTo(unknown.key());
            assertThat(again.headers().toArray()).isEqualTo(unknown.headers().toArray());
        }
        assertThat(desk.post("administrator", at + ":replay", "").status()).as("the same person again").isEqualTo(200);
        Desk.Answer otherwise = desk.post("administrator", at + ":discard", "{\"reason\": \"x\"}");
        assertThat(otherwise.status()).isEqualTo(409);
        assertThat(otherwise.json().path("state").asString()).isEqualTo("replayed");
        assertThat(desk.get("administrator", at).json().path("cameBackAs").isNull()).isTrue();
    }

    @Test
    void whatIsRefusedAgainIsAnotherLetterLinkedToTheFirst() {
        String path = Samples.issued(desk, Samples.draft());
        ProducerRecord<String, byte[]> unsigned = signed(desk, report(idIn(path), Channel.SMS, 1, 3));
        unsigned.headers().remove("ce_signature");
        send(List.of(unsigned));
        String first = awaitLetter(idIn(path), "unsigned").path("id").asString();
        assertThat(desk.post("administrator", LETTERS + "/" + first + ":replay", "").status()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            JsonNode again = letter(idIn(path), "unsigned");
            assertThat(again.path("replayOf").asString()).isEqualTo(first);
            assertThat(desk.get("administrator", LETTERS + "/" + first).json().path("cameBackAs").asString())
                    .isEqualTo(again.path("id").asString());
        });
    }

    @Test
    void theSameRecordRefusedBySeveralServicesIsOneLetter() {
        String key = UUID.randomUUID().toString();
        send(List.of(letterOf(key, "loa.directives", "5", "forged", "sms"), letterOf(key, "loa.directives", "5", "forged", "push"),
                letterOf(key, "loa.directives", "5", "unknown-key", "loudspeaker"),
                letterOf(key, "loa.directives", "5", "forged", "sms"), letterOf(key, "loa.directives", "6", "forged", "sms")));
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(letters(key, "")).hasSize(2));
        JsonNode one = letters(key, "?reason=unknown-key").getFirst();
        assertThat(one.path("offset").asLong()).isEqualTo(5);
        assertThat(one.path("refusals").findValuesAsString("by")).containsExactlyInAnyOrder("sms", "push", "loudspeaker");
        assertThat(one.path("refusals").size()).isEqualTo(3);
    }

    @Test
    void nothingOfWhatAForgerWroteIsShown() {
        String key = UUID.randomUUID().toString();
        ProducerRecord<String, byte[]> junk = new ProducerRecord<>(Topics.DEAD_LETTERS, key,
                "{\"directive\": \"%s\", \"name\": \"Nguyễn Văn A\", \"phone\": \"0912345678\", \"n\": 84912345678, \"0912345678\": [1,2]}"
                        .formatted(key).getBytes(StandardCharsets.UTF_8));
        junk.headers().add("loa_reason", "no\u0000nsense".getBytes(StandardCharsets.UTF_8));
        junk.headers().add("ce_subject", "0912345678 <script>".getBytes(StandardCharsets.UTF_8));
        junk.headers().add("ce_type", "vn.loa.0912345678".getBytes(StandardCharsets.UTF_8));
        junk.headers().add("a\u0000b", null);
        send(List.of(junk));
        JsonNode letter = awaitLetter(key, "unreadable");
        assertThat(letter.path("topic").asString()).isEqualTo(Topics.DEAD_LETTERS);
        assertThat(letter.path("replayable").asBoolean()).isFalse();
        assertThat(letter.path("type").isNull()).isTrue();
        String path = LETTERS + "/" + letter.path("id").asString();
        Desk.Answer shown = desk.get("administrator", path);
        assertThat(shown.raw().body()).doesNotContain("0912345678", "84912345678", "Nguyễn", "<script>").contains(key, "“…” (12)");
        PagesClient pages = PagesClient.signedIn(desk, "administrator");
        assertThat(pages.get("/dead-letters/" + letter.path("id").asString()).body()).doesNotContain("0912345678", "84912345678",
                "Nguyễn", "<script>");
        assertThat(desk.post("administrator", path + ":replay", "").json().path("errors").findValuesAsString("code"))
                .containsExactly("not-replayable");
        assertThat(desk.post("administrator", path + ":discard", "{\"reason\": \"Rác\"}").status()).isEqualTo(200);
    }

    @Test
    void onlyAdministratorsDecideAndEachDecisionIsMadeOnce() {
        String key = UUID.randomUUID().toString();
        send(List.of(letterOf(key, "loa.sms.work.routine", "9", "misplaced", "sms")));
        JsonNode letter = awaitLetter(key, "misplaced");
        assertThat(letter.path("detail").asString()).contains("người nhận");
        String path = LETTERS + "/" + letter.path("id").asString();
        for (String who : List.of("drafter", "approver", "auditor")) {
            assertThat(desk.get(who, LETTERS).status()).isEqualTo(403);
            assertThat(desk.get(who, path).status()).isEqualTo(403);
            assertThat(desk.post(who, path + ":replay", "").status()).isEqualTo(403);
            assertThat(desk.post(who, path + ":discard", "{\"reason\": \"x\"}").status()).isEqualTo(403);
        }
        assertThat(desk.post("administrator", path + ":discard", "{}").json().path("errors").findValuesAsString("pointer"))
                .containsExactly("/reason");
        assertThat(desk.post("administrator", path + ":discard", "{\"reason\": \"x\"}", "If-Match", "\"7\"").status()).isEqualTo(412);
        assertThat(desk.post("administrator", path + ":discard", "{\"reason\": \"Giả\"}", "If-Match", "\"1\"").status()).isEqualTo(200);
        assertThat(desk.post("administrator", path + ":discard", "{\"reason\": \"Giả\"}").json().path("version").asInt()).isEqualTo(2);
        assertThat(desk.post("administrator", path + ":replay", "").status()).isEqualTo(409);
        assertThat(desk.get("administrator", LETTERS + "?reason=nonsense&state=x").json().path("errors").size()).isEqualTo(2);
        assertThat(desk.get("administrator", LETTERS + "/" + UUID.randomUUID()).status()).isEqualTo(404);
        assertThat(desk.get("administrator", LETTERS + "?topic=%00").json().path("items").size()).isZero();
    }

    @Test
    void theListHasPagesNewestFirstAndSaysWhyInEnglishToo() throws Exception {
        String topic = "loa.push.work.priority";
        String key = UUID.randomUUID().toString();
        send(List.of("1", "2", "3").stream().map(offset -> letterOf(key, topic, offset, "unreadable", "push")).toList());
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(letters(key, "?topic=" + topic)).hasSize(3));
        JsonNode first = desk.get("administrator", LETTERS + "?topic=" + topic + "&limit=2").json();
        assertThat(first.path("items").findValuesAsString("offset")).containsExactly("3", "2");
        JsonNode second = desk.get("administrator", LETTERS + "?topic=" + topic + "&limit=2&cursor=" + first.path("next").asString())
                .json();
        assertThat(second.path("items").findValuesAsString("offset")).containsExactly("1");
        HttpResponse<String> english = desk.http().send(
                desk.request("administrator", LETTERS + "?topic=" + topic).header("Accept-Language", "en").GET().build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(english.body()).contains("The content of the record cannot be read.");
        String metrics = desk.get("administrator", "/actuator/prometheus").raw().body();
        assertThat(metrics.lines().filter(line -> line.startsWith("loa_dead_letters_open")).toList()).hasSize(1)
                .allSatisfy(line -> assertThat(Double.parseDouble(line.substring(line.lastIndexOf(' ')))).isGreaterThanOrEqualTo(3));
        assertThat(desk.get("", "/actuator/health").status()).isEqualTo(200);
    }

    @Test
    void anAdministratorDecidesOnThePage() {
        String key = UUID.randomUUID().toString();
        send(List.of(letterOf(key, "loa.loudspeaker.work.emergency", "77", "unreadable", "loudspeaker")));
        String id = awaitLetter(key, "unreadable").path("id").asString();
        try (ConsoleBrowser browser = ConsoleBrowser.before(desk)) {
            assertThat(browser.signedIn("auditor", 1280).locator("a[href='/dead-letters']").count()).isZero();
            Page page = browser.signedIn("administrator", 390);
            page.click("header a[href='/dead-letters']");
            browser.checkBasics(page);
            page.selectOption("#topic", "loa.loudspeaker.work.emergency");
            page.click("form.panel button");
            browser.checkBasics(page);
            page.click(".entry h3 a");
            assertThat(page.url()).endsWith(id);
            browser.checkBasics(page);
            page.click("summary:has-text('Loại bỏ bản ghi')");
            page.click("form[action$='/discard'] button");
            assertThat(page.locator("#discard-reason-fault").textContent()).contains("Cần nêu lý do.");
            browser.checkBasics(page);
            page.fill("#discard-reason", "Bản ghi thử");
            page.click("form[action$='/discard'] button");
            assertThat(page.locator("[role=status]").first().textContent()).contains("Đã loại bỏ");
            assertThat(page.locator("#acts").textContent()).contains("Bản ghi thử", "administrator");
            browser.checkBasics(page);
            page.navigate("/dead-letters?state=discarded&reason=forged&topic=none");
            assertThat(page.locator(".empty h2").textContent()).contains("khớp bộ lọc");
            browser.checkBasics(page);
            browser.checkQuiet();
        }
    }

    private int accepted(String path) {
        return desk.get("auditor", path + "/progress").json().path("channels").path("sms").path("counts").path("accepted").asInt();
    }

    private JsonNode awaitLetter(String key, String reason) {
        return await().atMost(Duration.ofSeconds(20)).until(() -> letter(key, reason), found -> !found.isMissingNode());
    }

    /** The newest letter whose record has this key. */
    private JsonNode letter(String key, String reason) {
        List<JsonNode> found = letters(key, "?reason=" + reason);
        return found.isEmpty() ? tools.jackson.databind.node.MissingNode.getInstance() : found.getFirst();
    }

    private List<JsonNode> letters(String key, String query) {
        JsonNode items = desk.get("administrator", LETTERS + query).json().path("items");
        return items.valueStream().map(item -> desk.get("administrator", LETTERS + "/" + item.path("id").asString()).json())
                .filter(letter -> letter.path("record").path("key").asString("").equals(key)).toList();
    }

    private static ProducerRecord<String, byte[]> letterOf(String key, String topic, String offset, String reason, String by) {
        var letter = new ProducerRecord<>(Topics.DEAD_LETTERS, key, "x".getBytes(StandardCharsets.UTF_8));
        Map<String, String> headers = Map.of("loa_reason", reason, "loa_topic", topic, "loa_partition", "0", "loa_offset", offset,
                "loa_refused_by", by);
        headers.forEach((name, value) -> letter.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return letter;
    }

    /** The keys of somebody whom the desk does not know. */
    private static KeyDirectory strangers() {
        try {
            var keys = new KeyDirectory(java.nio.file.Files.createTempDirectory("loa-strangers-"));
            keys.createIfMissing("k9");
            return keys;
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static ProducerRecord<String, byte[]> signedBy(KeyDirectory keys, LoaEvent event) {
        return new EventSigner(keys.signingKey("k9"), "/loa/sms", Clock.systemUTC()).sign(Topics.DELIVERY_REPORTS, event);
    }
}
