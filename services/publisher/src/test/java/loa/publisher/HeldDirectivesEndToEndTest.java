package loa.publisher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

import loa.contract.Channel;
import loa.contract.KeyDirectory;
import loa.contract.LoaEvent;
import loa.contract.LoaJson;
import loa.contract.Pass;
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

    /** The SMS channel's door, which lets in whom the desk gives a pass. */
    private final class FakeSms implements AutoCloseable {
        private final HttpServer server;
        private final List<String> decisions = Collections.synchronizedList(new ArrayList<>());
        private volatile String directive = "";
        private volatile boolean refuses;

        FakeSms() {
            try {
                server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            server.createContext("/api/v1/sms/held-directives", this::answer);
            server.start();
        }

        String address() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
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

        private void answer(HttpExchange exchange) throws IOException {
            String bearer = exchange.getRequestHeaders().getFirst("Authorization").substring("Bearer ".length());
            Pass pass = Pass.read(bearer, new KeyDirectory(desk.keys()).ring(), Channel.SMS, Clock.systemUTC().instant()).orElseThrow();
            String path = exchange.getRequestURI().getPath();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (refuses && exchange.getRequestMethod().equals("POST")) {
                write(exchange, 409, "{\"status\": 409, \"state\": \"released\", \"detail\": \"x\"}");
                return;
            }
            if (exchange.getRequestMethod().equals("POST")) {
                decisions.add(path.substring(path.lastIndexOf('/') + 1) + " by " + pass.name() + " " + body);
                write(exchange, 200, "{}");
                return;
            }
            String now = LoaJson.format(Samples.in(0));
            write(exchange, 200, directive.isEmpty()
                    ? "{\"items\": [], \"next\": null}"
                    : """
                        {"items": [{"directive": "%s", "revision": 1, "state": "held", "heldSince": "%s", "expires": "%s", "decision": null}],
                         "next": null}
                        """.formatted(
                            directive, now, now));
        }

        private static void write(HttpExchange exchange, int status, String json) throws IOException {
            byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            try (var out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
