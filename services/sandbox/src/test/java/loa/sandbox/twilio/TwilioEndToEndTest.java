package loa.sandbox.twilio;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;

import com.twilio.base.ResourceSet;
import com.twilio.exception.ApiException;
import com.twilio.rest.api.v2010.account.Message;
import com.twilio.security.RequestValidator;
import com.twilio.type.PhoneNumber;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import loa.sandbox.Sandbox;
import loa.sandbox.TestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/** The real SDK against the fake. */
class TwilioEndToEndTest {

    private static final String PHONE = "+84912345678";

    @TempDir
    Path directory;

    private Sandbox sandbox;
    private TwilioClient twilio;
    private TestClient client;

    @BeforeEach
    void start() throws Exception {
        restart();
    }

    @AfterEach
    void stop() throws Exception {
        sandbox.close();
    }

    @Test
    void aMessageIsSentFetchedAndListedByRecipientAndDate() {
        Message sent = twilio.message(PHONE, "Thông báo khẩn 🔊").setValidityPeriod(600).create(twilio.rest);
        twilio.message("+84912345679", "other").create(twilio.rest);

        assertThat(sent.getStatus()).isEqualTo(Message.Status.QUEUED);
        assertThat(sent.getSid()).matches("SM[0-9a-f]{32}").doesNotEndWith("0000");
        assertThat(Message.fetcher(sent.getSid()).fetch(twilio.rest).getBody()).isEqualTo("Thông báo khẩn 🔊");
        assertThat(list(ZonedDateTime.now(ZoneOffset.UTC).minusMinutes(1))).extracting(Message::getSid).containsExactly(sent.getSid());
        assertThat(list(ZonedDateTime.now(ZoneOffset.UTC).plusMinutes(1))).isEmpty();
        ResourceSet<Message> today = Message.reader().setTo(new PhoneNumber(PHONE)).setDateSent(ZonedDateTime.now(ZoneOffset.UTC))
                .setDateSentBefore(ZonedDateTime.now(ZoneOffset.UTC).plusMinutes(1)).read(twilio.rest);
        assertThat(today).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void aLongListIsReadPageByPage() {
        for (int i = 0; i < 7; i++) {
            twilio.message(PHONE, "number " + i).create(twilio.rest);
        }
        List<String> bodies = new ArrayList<>();
        Message.reader().setTo(new PhoneNumber(PHONE)).pageSize(3).read(twilio.rest)
                .forEach(message -> bodies.add(message.getBody()));

        assertThat(bodies).containsExactly("number 6", "number 5", "number 4", "number 3", "number 2", "number 1", "number 0");
    }

    @Test
    void whatTwilioRefusesIsRefusedWithItsCodes() throws Exception {
        assertThat(errorOf("0912345678", "text")).isEqualTo(21211);
        assertThat(errorOf(PHONE, "x".repeat(1601))).isEqualTo(21617);
        assertThat(errorOf(PHONE, " ")).isEqualTo(21602);
    }

    @Test
    void aWrongTokenIsNotLetIn() {
        TwilioClient stranger = new TwilioClient(sandbox, "wrong");
        ApiException refused = catchThrowableOfType(ApiException.class,
                () -> stranger.message(PHONE, "text").create(stranger.rest));
        assertThat(refused.getStatusCode()).isEqualTo(401);
        assertThat(refused.getCode()).isEqualTo(20003);
    }

    @Test
    void theSameTextToTheSamePhoneIsADuplicateAndNothingElseIs() throws Exception {
        twilio.message(PHONE, "A").create(twilio.rest);
        twilio.message(PHONE, "A").setStatusCallback(URI.create("http://127.0.0.1:9/other")).create(twilio.rest);
        twilio.message(PHONE, "B").create(twilio.rest);
        twilio.message("+84912345679", "A").create(twilio.rest);

        JsonNode summary = client.get("/sandbox/summary").path("twilio");
        assertThat(summary.path("accepted").asInt()).isEqualTo(4);
        assertThat(summary.path("distinct").asInt()).isEqualTo(3);
        assertThat(summary.path("duplicates").asInt()).isEqualTo(1);
        assertThat(client.get("/sandbox/messages?to=%2B84912345678&body=A").path("items")).hasSize(2);
    }

    @Test
    void receiptsAreSignedAsTheSdkExpectsAndComeInOrder() throws Exception {
        client.behave("twilio", """
            {"receipts": {"delayMs": 20}}""");
        try (CallbackServer ours = new CallbackServer(directory.resolve("ours"))) {
            String url = ours.url("?delivery=019aa1c2-7b1e-7c33-9f0e-0d6c5f2a9b11&x=%C4%91");
            Message sent = twilio.message(PHONE, "text").setStatusCallback(URI.create(url)).create(twilio.rest);

            await().until(() -> ours.callbacks.size() == 2);
            RequestValidator validator = new RequestValidator(sandbox.twilioAccount().authToken());
            assertThat(ours.callbacks).allSatisfy(callback -> {
                assertThat(callback.url()).isEqualTo(url);
                assertThat(validator.validate(url, callback.form(), callback.signature())).isTrue();
                assertThat(callback.form()).containsEntry("MessageSid", sent.getSid()).containsEntry("To", PHONE);
            });
            assertThat(ours.statuses()).containsExactly("sent", "delivered");
            await().until(() -> client.get("/sandbox/summary").at("/twilio/receipts/answered").asInt() == 2);
            assertThat(Message.fetcher(sent.getSid()).fetch(twilio.rest).getStatus()).isEqualTo(Message.Status.DELIVERED);
        }
    }

    @Test
    void receiptsCanComeEarlyTwiceAndSayUndelivered() throws Exception {
        client.behave("twilio", """
            {"receipts": {"delayMs": 300, "delivered": 0, "twice": 1, "early": 1}}""");
        try (CallbackServer ours = new CallbackServer(directory.resolve("ours"))) {
            twilio.message(PHONE, "text").setStatusCallback(URI.create(ours.url("?delivery=1"))).create(twilio.rest);
            assertThat(ours.statuses()).as("before the answer").containsExactly("sent");

            await().until(() -> ours.callbacks.size() == 4);
            assertThat(ours.statuses()).containsExactlyInAnyOrder("sent", "sent", "undelivered", "undelivered");
            assertThat(ours.callbacks.getLast().form()).containsEntry("ErrorCode", "30003");
        }
    }

    @Test
    void aReceiptThatIsTurnedAwayIsToldAgainWhereItsAddressSaysSo() throws Exception {
        client.behave("twilio", """
            {"receipts": {"delayMs": 1}}""");
        try (CallbackServer ours = new CallbackServer(directory.resolve("ours"))) {
            ours.failures.set(5);
            twilio.message(PHONE, "text").setStatusCallback(URI.create(ours.url("?delivery=1#rc=5&rp=all"))).create(twilio.rest);
            await().atMost(Duration.ofSeconds(10)).until(() -> ours.callbacks.size() == 2);
            assertThat(ours.callbacks.getFirst().url()).isEqualTo(ours.url("?delivery=1"));
            assertThat(new RequestValidator(sandbox.twilioAccount().authToken()).validate(ours.url("?delivery=1"),
                    ours.callbacks.getFirst().form(), ours.callbacks.getFirst().signature())).isTrue();
        }
    }

    @Test
    void otherwiseNoneThatOurSideTurnedAwayIsToldAgain() throws Exception {
        client.behave("twilio", """
            {"receipts": {"delayMs": 500}}""");
        try (CallbackServer ours = new CallbackServer(directory.resolve("ours"))) {
            ours.failures.set(1);
            twilio.message(PHONE, "text").setStatusCallback(URI.create(ours.url("?delivery=1"))).create(twilio.rest);
            await().atMost(Duration.ofSeconds(10)).until(() -> !ours.callbacks.isEmpty());
            assertThat(ours.statuses()).containsExactly("delivered");
        }
    }

    @Test
    void theJournalSurvivesARestartWithMessagesCountsAndReceiptsStillToTell() throws Exception {
        client.behave("twilio", """
            {"receipts": {"delayMs": 2000}, "latencyMs": 1}""");
        try (CallbackServer ours = new CallbackServer(directory.resolve("ours"))) {
            Message sent = twilio.message(PHONE, "A").setStatusCallback(URI.create(ours.url("?delivery=1"))).create(twilio.rest);
            sandbox.close();
            restart();

            assertThat(Message.fetcher(sent.getSid()).fetch(twilio.rest).getBody()).isEqualTo("A");
            twilio.message(PHONE, "A").create(twilio.rest);
            JsonNode summary = client.get("/sandbox/summary").path("twilio");
            assertThat(summary.path("requests").asInt()).isEqualTo(2);
            assertThat(summary.path("duplicates").asInt()).isEqualTo(1);
            assertThat(client.get("/sandbox/behaviour/twilio").path("latencyMs").asInt()).isEqualTo(1);
            await().until(() -> ours.callbacks.size() == 2);
        }
    }

    @Test
    void resetForgetsMessagesAndKeepsBehaviour() throws Exception {
        client.behave("twilio", """
            {"latencyMs": 1}""");
        Message sent = twilio.message(PHONE, "A").create(twilio.rest);
        assertThat(client.send("POST", "/sandbox:reset", "").statusCode()).isEqualTo(204);

        assertThat(client.get("/sandbox/summary").at("/twilio/requests").asInt()).isZero();
        assertThat(client.get("/sandbox/messages").path("items")).isEmpty();
        assertThat(client.get("/sandbox/behaviour/twilio").path("latencyMs").asInt()).isEqualTo(1);
        assertThatThrownBy(() -> Message.fetcher(sent.getSid()).fetch(twilio.rest)).isInstanceOf(ApiException.class);
    }

    @Test
    void faultsHitWhomTheyNameAndTheShareTheySay() throws Exception {
        client.behave("twilio", """
            {"faults": [{"kind": "error", "code": "21610", "to": "+84900000001"},
             {"kind": "status", "status": 503, "share": 1, "accept": true}]}""");
        assertThat(errorOf("+84900000001", "text")).isEqualTo(21610);
        ApiException unavailable = catchThrowableOfType(ApiException.class,
                () -> twilio.message(PHONE, "text").create(twilio.rest));
        assertThat(unavailable.getStatusCode()).isEqualTo(503);
        JsonNode summary = client.get("/sandbox/summary").path("twilio");
        assertThat(summary.path("requests").asInt()).isEqualTo(2);
        assertThat(summary.path("accepted").asInt()).isEqualTo(1);
        assertThat(summary.path("refused").asInt()).isEqualTo(1);
    }

    @Test
    void aDroppedConnectionLooksTheSameWhetherItWasAcceptedOrNot() throws Exception {
        for (String kind : List.of("drop-after-accept", "drop-before-accept")) {
            client.behave("twilio", """
                {"faults": [{"kind": "%s", "share": 1}]}""".formatted(kind));
            assertThatThrownBy(() -> twilio.message(PHONE, kind).create(twilio.rest)).isInstanceOf(ApiException.class)
                    .hasMessageContaining("failed to respond");
        }
        assertThat(list(ZonedDateTime.now(ZoneOffset.UTC).minusMinutes(1))).extracting(Message::getBody)
                .containsExactly("drop-after-accept");
    }

    @Test
    void anAcceptedMessageAppearsInTheListWhenTheDelayIsOver() throws Exception {
        client.behave("twilio", """
            {"listDelayMs": 400}""");
        twilio.message(PHONE, "text").create(twilio.rest);
        assertThat(list(ZonedDateTime.now(ZoneOffset.UTC).minusMinutes(1))).isEmpty();
        await().until(() -> list(ZonedDateTime.now(ZoneOffset.UTC).minusMinutes(1)).size() == 1);
    }

    @Test
    void aboveItsRateItAnswers429() throws Exception {
        client.behave("twilio", """
            {"acceptedPerSecond": 10}""");
        twilio.message(PHONE, "1").create(twilio.rest);
        assertThat(errorOf(PHONE, "2")).isEqualTo(20429);
        assertThat(client.get("/sandbox/summary").at("/twilio/refused").asInt()).isZero();
    }

    @Test
    void aBehaviourThatIsNotOneIsExplained() throws Exception {
        assertThat(client.send("PUT", "/sandbox/behaviour/twilio", "{\"latency\": 5}").statusCode()).isEqualTo(400);
        assertThat(client.send("PUT", "/sandbox/behaviour/twilio", "nonsense").statusCode()).isEqualTo(400);
        var wrong = client.send("PUT", "/sandbox/behaviour/twilio", "{\"faults\": [{\"kind\": \"hang\", \"share\": 2}]}");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(wrong.body()).contains("share must be 0..1, but was 2.0");
        assertThat(client.send("PUT", "/sandbox/behaviour/zalo", "{}").statusCode()).isEqualTo(404);
        assertThat(client.send("GET", "/sandbox/messages?limit=many", "").statusCode()).isEqualTo(422);
        assertThat(client.send("DELETE", "/sandbox/behaviour/twilio", "").statusCode()).isEqualTo(204);
    }

    private List<Message> list(ZonedDateTime after) {
        List<Message> messages = new ArrayList<>();
        Message.reader().setTo(new PhoneNumber(PHONE)).setDateSentAfter(after).read(twilio.rest).forEach(messages::add);
        return messages;
    }

    private int errorOf(String to, String body) {
        return catchThrowableOfType(ApiException.class, () -> twilio.message(to, body).create(twilio.rest)).getCode();
    }

    private void restart() throws Exception {
        sandbox = Sandbox.start(directory.resolve("sandbox"), 0);
        twilio = new TwilioClient(sandbox, sandbox.twilioAccount().authToken());
        client = new TestClient(sandbox);
    }
}
