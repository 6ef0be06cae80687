package loa.publisher;

import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import loa.contract.AreaCode;
import loa.contract.Channel;
import loa.contract.Counts;
import loa.contract.DirectiveId;
import loa.contract.KeyDirectory;
import loa.contract.LoaEvent;
import loa.contract.Planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What an approver sees and decides when a provider could not tell what became of deliveries. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnknownDeliveriesEndToEndTest {
    private final FakeUnknown sms = new FakeUnknown(this::ring);
    private final Desk desk = Desk.open(Map.of("loa.publisher.channels.sms", sms.address(), "loa.publisher.channels.push",
            "http://127.0.0.1:9", "loa.publisher.channels.loudspeaker", "http://127.0.0.1:9"));
    private final String id = unknown(Samples.idIn(Samples.issued(desk, Samples.draft())), 7, 5);

    @AfterAll
    void close() {
        desk.close();
        sms.close();
    }

    @Test
    void anApproverFindsChoosesConfirmsAndIsToldWhatCameOfIt() {
        sms.holds(60);
        try (ConsoleBrowser browser = ConsoleBrowser.before(desk)) {
            for (int width : List.of(390, 1280)) {
                Page page = browser.signedIn("approver", width);
                page.navigate("/directives/" + id + "/progress");
                browser.checkBasics(page);
                page.click("#channel-sms a[href^='/unknown-deliveries']");
                assertThat(page.locator("nav a[aria-current=page]").textContent()).contains("Chưa rõ", "12");
                assertThat(page.locator("#why-title").textContent()).contains("lượt chưa rõ");
                assertThat(page.locator("tbody .pick").first().textContent()).contains("+84•••••");
                browser.checkBasics(page);

                page.click("section button[type=submit]");
                assertThat(page.locator("#faults li").allTextContents()).hasSize(3);
                browser.checkBasics(page);
                page.check("tbody input[name=delivery] >> nth=0");
                page.check("tbody input[name=delivery] >> nth=1");
                assertThat(page.locator("[data-chosen]").textContent()).isEqualTo("Đã chọn 2 lượt");
                page.check("input[value=accepted]");
                page.fill("#why", "Theo danh sách của nhà mạng");
                page.click("section button[type=submit]");
                assertThat(page.locator("h2").first().textContent()).startsWith("2 lượt sẽ được ghi");
                browser.checkBasics(page);
                int before = sms.decisions().size();
                page.click(".panel button[type=submit]");
                page.waitForURL("**/" + id);
                assertThat(page.locator("#told").textContent()).contains("Đã ghi 2 lượt");
                browser.checkBasics(page);
                assertThat(sms.decisions()).hasSize(before + 1).last().isEqualTo("approver accepted 2 Theo danh sách của nhà mạng");
            }
            browser.checkQuiet();
        }
    }

    @Test
    void manyAreSentAgainStepByStepWithProgressAndWhatMovedMeanwhileIsLeft() {
        sms.holds(1_700);
        sms.takesFor(800);
        sms.beforeDecision(() -> IntStream.range(0, 3).forEach(sms::settledBySomebodyElse));
        try (ConsoleBrowser browser = ConsoleBrowser.before(desk)) {
            Page page = browser.signedIn("administrator", 390);
            page.navigate("/unknown-deliveries/sms/" + id);
            page.check("input[name=all]");
            assertThat(page.locator("tbody input[name=delivery]").first().isDisabled()).isTrue();
            page.check("input[value=send-again]");
            page.fill("#why", "Nhà mạng báo chưa nhận");
            page.click("section button[type=submit]");
            assertThat(page.locator("h2").first().textContent()).startsWith("1.700 lượt sẽ được gửi lại");
            page.click(".panel button[type=submit]");
            page.waitForSelector("progress");
            browser.checkBasics(page);
            page.waitForSelector("#told");
            assertThat(page.locator("#told").textContent()).contains("1.697 lượt", "3 lượt đã có kết quả khác");
            browser.checkQuiet();
        }
        assertThat(sms.decisions()).hasSize(4).allMatch(decision -> decision.startsWith("administrator send-again"));
        assertThat(sms.queries()).as("what becomes unknown later is not decided about").filteredOn(q -> q.contains("limit=500"))
                .allMatch(query -> query.contains("before="));
    }

    @Test
    void othersSeeNothingOfItAndWhoHasAnAreaIsCountedThatAreaAlone() {
        for (String name : List.of("drafter", "auditor")) {
            PagesClient client = PagesClient.signedIn(desk, name);
            assertThat(client.get("/unknown-deliveries").statusCode()).isEqualTo(403);
            assertThat(client.get("/unknown-deliveries/sms/" + id).statusCode()).isEqualTo(403);
            assertThat(client.get("/unknown-deliveries/sms/" + id + "/export.csv").statusCode()).isEqualTo(403);
            assertThat(client.post("/directives", "/unknown-deliveries/sms/" + id + "/settle", Map.of()).statusCode()).isEqualTo(403);
            assertThat(client.get("/directives/" + id + "/progress").body()).doesNotContain("/unknown-deliveries");
        }
        assertThat(PagesClient.signedIn(desk, "approver").get("/directives").body()).contains("12 lượt gửi chưa rõ");
        HttpResponse<String> clerk = PagesClient.signedIn(desk, "clerk").get("/unknown-deliveries");
        assertThat(clerk.body()).contains("7 lượt gửi chưa rõ").doesNotContain("12 lượt gửi chưa rõ");
    }

    @Test
    void theListIsFilteredAndSaysWhenItIsEmpty() {
        PagesClient approver = PagesClient.signedIn(desk, "approver");
        String link = "/unknown-deliveries/sms/" + id;
        for (String query : List.of("", "?channel=sms&class=emergency", "?directive=qu%C3%A1n", "?directive=" + id)) {
            assertThat(approver.get("/unknown-deliveries" + query).body()).as(query).contains(link);
        }
        for (String query : List.of("?channel=push", "?class=routine", "?directive=%25", "?directive=khac")) {
            assertThat(approver.get("/unknown-deliveries" + query).body()).as(query).doesNotContain(link).contains("khớp bộ lọc");
        }
        assertThat(approver.get("/unknown-deliveries?state=expired").body()).doesNotContain(link).contains("hết hiệu lực");
        assertThat(approver.get("/unknown-deliveries/fax/" + id).statusCode()).isEqualTo(404);
    }

    @Test
    void whatIsFaultyIsSaidAndNothingTypedIsLost() {
        sms.holds(3);
        PagesClient approver = PagesClient.signedIn(desk, "approver");
        String page = "/unknown-deliveries/sms/" + id;
        HttpResponse<String> faulty = approver.post(page, page + "/confirm", Map.of("delivery", FakeUnknown.id(1), "as", "sent",
                "why", "x<y".repeat(400)));
        assertThat(faulty.statusCode()).isEqualTo(422);
        assertThat(faulty.body()).contains("x&lt;yx", "dài nhất", "chọn một kết quả");
        assertThat(faulty.body()).containsPattern("value=\"" + FakeUnknown.id(1) + "\"[^>]*checked");
        assertThat(approver.post(page, page + "/settle", Map.of("all", "true", "as", "accepted", "why", "x", "until", "gestern"))
                .statusCode()).isEqualTo(400);
        assertThat(sms.decisions()).isEmpty();
    }

    @Test
    void aChannelThatIsDownIsNamedAndNothingIsDone() {
        PagesClient approver = PagesClient.signedIn(desk, "approver");
        String page = "/unknown-deliveries/push/" + id;
        assertThat(approver.get(page).body()).contains("không trả lời").doesNotContain("name=\"why\"");
        HttpResponse<String> settled = approver.post("/directives", page + "/settle",
                Map.of("delivery", FakeUnknown.id(1), "as", "accepted",
                        "why", "x"));
        assertThat(PagesClient.location(settled)).isEqualTo(page);
        assertThat(approver.get(page).body()).contains("không trả lời trong 2 giây").doesNotContain("Đã ghi 0");
        assertThat(approver.get(page + "/export.csv").statusCode()).isEqualTo(503);
    }

    @Test
    void theFileHoldsWhatThePageShowsAndNoFormula() {
        sms.holds(501);
        HttpResponse<String> file = PagesClient.signedIn(desk, "approver").get("/unknown-deliveries/sms/" + id + "/export.csv");
        assertThat(file.headers().firstValue("Content-Disposition").orElse("")).contains("attachment");
        assertThat(file.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        List<String> lines = file.body().lines().toList();
        assertThat(lines).hasSize(502);
        assertThat(lines.get(1)).contains("\"'+84•••••000\"", "\"owner-dead\"", FakeUnknown.id(0));
        assertThat(sms.queries()).noneMatch(query -> query.contains("+84") || query.contains("%2B84"));
    }

    private loa.contract.KeyRing ring() {
        return new KeyDirectory(desk.keys()).ring();
    }

    /** Says so many unknown ones in a village of 99001 and in a group of 99002. */
    private String unknown(String directive, long east, long west) {
        OffsetDateTime now = OffsetDateTime.now(Clock.systemUTC());
        var first = new LoaEvent.DeliveryReport(DirectiveId.parse(directive), 1, Channel.SMS, 0, 5, Planning.COMPLETE, null,
                List.of(area("99001-01", east), area("99002-01", west)), List.of(), now, now, null, now);
        Samples.send(IntStream.range(0, 8).mapToObj(s -> Samples.signed(desk, s == 0 ? first : Samples.empty(first, s))).toList());
        await().atMost(Duration.ofSeconds(20)).until(() -> desk.get("auditor", "/api/v1/directives/" + directive + "/progress").json()
                .path("channels").path("sms").path("counts").path("unknown").asLong() == east + west);
        return directive;
    }

    private static LoaEvent.AreaCounts area(String code, long unknown) {
        return new LoaEvent.AreaCounts(new AreaCode(code), new Counts(100, 0, 0, 0, unknown, 100 - unknown, 0, 0, 0, 0, 0, 0));
    }
}
