package loa.publisher;

import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

import loa.contract.Channel;
import loa.contract.KeyDirectory;
import loa.contract.LoaEvent;
import loa.contract.LoaJson;
import loa.contract.Planning;

import static loa.publisher.Samples.idIn;
import static loa.publisher.Samples.report;
import static loa.publisher.Samples.send;
import static loa.publisher.Samples.signed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What an administrator sees and decides when a channel has lost its records. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HeldDirectivesEndToEndTest {
    private final FakeSms sms = new FakeSms();
    private final Desk desk = Desk.open(Map.of("loa.publisher.channels.sms", sms.address(), "loa.publisher.channels.push",
            "http://127.0.0.1:9", "loa.publisher.channels.loudspeaker", sms.address()));

    @AfterAll
    void close() {
        desk.close();
        sms.close();
    }

    @Test
    void whatAChannelHoldsIsShownWithItsLastFiguresAndDecidedInThePersonsName() {
        String path = Samples.issued(desk, Samples.draft());
        String id = idIn(path);
        send(Samples.reports(desk, id, Channel.SMS, 7, 9));
        await().atMost(Duration.ofSeconds(20)).until(() -> progress(path).path("counts").path("accepted").asInt() == 9);
        send(IntStream.range(0, 8).mapToObj(shard -> signed(desk, held(id, shard))).toList());
        await().atMost(Duration.ofSeconds(20)).until(() -> progress(path).path("planning").asString().equals("held"));
        assertThat(progress(path).path("counts").path("accepted").asInt()).as("what was known before the loss").isEqualTo(9);
        assertThat(desk.get("auditor", path + "/progress").json().path("settled").asBoolean()).isFalse();
        sms.holds(id);

        try (ConsoleBrowser browser = ConsoleBrowser.before(desk)) {
            Page page = browser.signedIn("administrator", 390);
            page.navigate("/directives/" + id + "/progress");
            assertThat(page.locator("#settled").textContent()).startsWith("Đang giữ");
            assertThat(page.locator("#live-mark a[href='/held-directives']").count()).isEqualTo(1);
            page.click("#channel-sms a[href='/held-directives']");
            browser.checkBasics(page);
            assertThat(page.locator(".notice.warn").first().textContent()).as("push and loudspeaker are silent").contains("không trả lời");
            page.click("summary:has-text('Cho gửi')");
            page.fill("textarea >> nth=0", "Tổng đài báo chưa ai nhận được.");
            page.click("form[action$='/release'] button");
            assertThat(page.locator("#refusal").textContent()).contains("đánh dấu");
            assertThat(page.locator("textarea >> nth=0").inputValue()).isEqualTo("Tổng đài báo chưa ai nhận được.");
            browser.checkBasics(page);
            assertThat(sms.decisions()).isEmpty();
            page.check("form[action$='/release'] input[type=checkbox]");
            page.click("form[action$='/release'] button");
            assertThat(page.locator("[role=status]").first().textContent()).contains("Đã cho gửi");
            browser.checkBasics(page);
            browser.checkQuiet();
        }
        assertThat(sms.decisions()).singleElement().satisfies(decision -> assertThat(decision).contains(id + ":release", "by administrator",
                "\"revision\":1", "Tổng đài báo"));
    }

    @Test
    void othersSeeNothingOfIt() {
        PagesClient approver = PagesClient.signedIn(desk, "approver");
        assertThat(approver.get("/held-directives").statusCode()).isEqualTo(403);
        assertThat(approver.get("/directives").body()).doesNotContain("/held-directives");
    }

    @Test
    void whatAChannelRefusesIsSaidAndNothingIsLost() {
        PagesClient administrator = PagesClient.signedIn(desk, "administrator");
        sms.holds("019aa1c2-7b1e-7c33-9f0e-0d6c5f2a9b11");
        sms.refuses();
        HttpResponse<String> refused = administrator.post("/held-directives",
                "/held-directives/sms/019aa1c2-7b1e-7c33-9f0e-0d6c5f2a9b11/drop",
                Map.of("revision", "1", "reason", "Đã gửi <đủ>", "sure", "true"));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("Người khác đã quyết định", "Đã gửi &lt;đủ&gt;");
        assertThat(administrator.post("/held-directives", "/held-directives/fax/019aa1c2-7b1e-7c33-9f0e-0d6c5f2a9b11/drop",
                Map.of("revision", "1", "reason", "x", "sure", "true")).statusCode()).isEqualTo(404);
        HttpResponse<String> silent = administrator.post("/held-directives",
                "/held-directives/push/019aa1c2-7b1e-7c33-9f0e-0d6c5f2a9b11/drop",
                Map.of("revision", "1", "reason", "x", "sure", "true"));
        assertThat(silent.body()).contains("không trả lời trong 2 giây");
    }

    private JsonNode progress(String path) {
        return desk.get("auditor", path + "/progress").json().path("channels").path("sms");
    }

    /** As a new schema says it: nobody counted, in a sequence beyond that of the lost one. */
    private static LoaEvent.DeliveryReport held(String id, int shard) {
        LoaEvent.DeliveryReport one = report(id, Channel.SMS, Clock.systemUTC().millis(), 0);
        return new LoaEvent.DeliveryReport(one.directive(), 1, Channel.SMS, shard, one.sequence(), Planning.HELD, null, List.of(),
                List.of(),
                null, null, null, one.asOf());
    }

    /** What the SMS channel holds, and what was decided about it. */
    private final class FakeSms implements AutoCloseable {
        private final FakeDoor door = new FakeDoor("/api/v1/sms/held-directives", () -> new KeyDirectory(desk.keys()).ring(), this::answer);
        private final List<String> decisions = Collections.synchronizedList(new ArrayList<>());
        private volatile String directive = "";
        private volatile boolean refuses;

        String address() {
            return door.address();
        }

        void holds(String id) {
            directive = id;
        }

        void refuses() {
            refuses = true;
        }

        List<String> decisions() {
            return decisions;
        }

        private FakeDoor.Answer answer(FakeDoor.Asked asked) {
            if (!asked.method().equals("POST")) {
                return FakeDoor.Answer.ok(held());
            }
            if (refuses) {
                return new FakeDoor.Answer(409, "{\"status\": 409, \"state\": \"released\", \"detail\": \"x\"}");
            }
            String path = asked.uri().getPath();
            decisions.add(path.substring(path.lastIndexOf('/') + 1) + " by " + asked.by() + " " + asked.body());
            return FakeDoor.Answer.ok("{}");
        }

        private String held() {
            String now = LoaJson.format(Samples.in(0));
            return directive.isEmpty()
                    ? "{\"items\": [], \"next\": null}"
                    : """
                        {"items": [{"directive": "%s", "revision": 1, "state": "held", "heldSince": "%s", "expires": "%s", "decision": null}],
                         "next": null}
                        """.formatted(
                            directive, now, now);
        }

        @Override
        public void close() {
            door.close();
        }
    }
}
