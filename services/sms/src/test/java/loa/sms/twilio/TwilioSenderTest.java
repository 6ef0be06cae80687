package loa.sms.twilio;

import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import loa.delivery.Delivery;
import loa.delivery.Outcome;
import loa.delivery.RecipientId;
import loa.delivery.Sender;
import loa.sms.phone.OptOut;
import loa.sms.phone.PhoneNumber;
import loa.sms.phone.SmsAddress;

import static org.assertj.core.api.Assertions.assertThat;

class TwilioSenderTest {
    private static final Instant NOW = Instant.parse("2026-11-22T07:00:00Z");

    private final CountingServer twilio = new CountingServer();
    private final List<RecipientId> optedOut = new ArrayList<>();
    private final Delivery<SmsAddress> delivery = Samples.delivery(Samples.directive(NOW, Duration.ofHours(2)), "vi", NOW);

    @AfterEach
    void close() {
        twilio.close();
    }

    @Test
    void sendsTheBulletinWithCallbackAndValidity() {
        twilio.answer(201, Samples.MESSAGE);

        assertThat(send("TINHMAU", twilio.url())).isEqualTo(new Outcome.Accepted("SM00000000000000000000000000000001"));

        assertThat(twilio.requests()).singleElement().satisfies(request -> {
            assertThat(request.uri().getPath()).isEqualTo("/2010-04-01/Accounts/AC1/Messages.json");
            assertThat(request.form()).containsEntry("To", "+84900000001").containsEntry("From", "TINHMAU")
                    .containsEntry("Body", Samples.TEXT)
                    .containsEntry("ValidityPeriod", "7200")
                    .containsEntry("StatusCallback",
                            "https://loa.example.vn/webhooks/twilio/status?delivery=" + delivery.id() + "#rc=5&rp=all");
        });
    }

    @Test
    void aMessagingServiceIsNamedAsOne() {
        twilio.answer(201, Samples.MESSAGE);

        send("MG0123456789abcdef0123456789abcdef", twilio.url());

        assertThat(twilio.requests().getFirst().form()).containsEntry("MessagingServiceSid", "MG0123456789abcdef0123456789abcdef")
                .doesNotContainKey("From");
    }

    @Test
    void validityStaysWithinTwilioBounds() {
        twilio.answer(201, Samples.MESSAGE);

        sender("TINHMAU", twilio.url()).send(Samples.delivery(Samples.directive(NOW, Duration.ofDays(20)), "vi", NOW));
        sender("TINHMAU", twilio.url()).send(Samples.delivery(Samples.directive(NOW, Duration.ofMillis(5)), "vi", NOW));

        assertThat(twilio.requests()).extracting(r -> r.form().get("ValidityPeriod")).containsExactly("36000", "1");
    }

    @Test
    void theRecipientGetsHisLanguageWhereThereIsOne() {
        twilio.answer(201, Samples.MESSAGE);

        sender("TINHMAU", twilio.url()).send(Samples.delivery(delivery.directive(), "en", NOW));
        sender("TINHMAU", twilio.url()).send(Samples.delivery(delivery.directive(), "km", NOW));

        assertThat(twilio.requests()).extracting(r -> r.form().get("Body")).containsExactly("Heavy rain. K7M4Q2XD", Samples.TEXT);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504, 429, 408, 307, 400, 401})
    void everyAnswerReachesTheProviderExactlyOnce(int status) {
        twilio.answer(status, "{\"code\": %d, \"message\": \"no\", \"status\": %d}".formatted(20_000, status));

        send("TINHMAU", twilio.url());

        assertThat(twilio.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504, 307})
    void nobodyKnowsWhetherAServerErrorWasProcessed(int status) {
        twilio.answer(status, "{\"code\": 20500, \"message\": \"no\", \"status\": %d}".formatted(status));

        assertThat(send("TINHMAU", twilio.url())).isEqualTo(new Outcome.Unknown("twilio:" + status));
    }

    @Test
    void tooManyRequestsWereNotProcessed() {
        twilio.answer(exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "3");
            exchange.sendResponseHeaders(429, -1);
            exchange.close();
        });

        assertThat(send("TINHMAU", twilio.url())).as("and no other would be").isEqualTo(
                new Outcome.Deferred("twilio:20429", Duration.ofSeconds(3), Outcome.Scope.RATE));

        twilio.answer(429, "{\"code\": 20429, \"message\": \"Too many requests\", \"status\": 429}");
        assertThat(send("TINHMAU", twilio.url())).isEqualTo(new Outcome.Deferred("twilio:20429", null, Outcome.Scope.RATE));
    }

    @Test
    void whenTwilioAsksToBeLeftAloneItMeansEveryMessage() {
        twilio.answer(exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "Sun, 22 Nov 2026 07:00:30 GMT");
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });

        assertThat(send("TINHMAU", twilio.url()))
                .isEqualTo(new Outcome.Unknown("twilio:503", Duration.ofSeconds(30), Outcome.Scope.CHANNEL));
    }

    @ParameterizedTest
    @CsvSource({"21211,Số không hợp lệ", "21614,Không phải số di động", "21408,Tài khoản không được phép gửi đến vùng này",
            "21635,Số cố định không nhận được tin"})
    void whatConcernsTheNumberEndsTheDelivery(int code, String detail) {
        twilio.answer(400, "{\"code\": %d, \"message\": \"The number +84900000001 is not valid\", \"status\": 400}".formatted(code));

        assertThat(send("TINHMAU", twilio.url())).isEqualTo(new Outcome.Refused("twilio:" + code, detail));
        assertThat(optedOut).isEmpty();
    }

    @Test
    void whoUnsubscribedAtTwilioIsGoneAndOptedOut() {
        twilio.answer(400, "{\"code\": 21610, \"message\": \"unsubscribed\", \"status\": 400}");

        assertThat(send("TINHMAU", twilio.url())).isEqualTo(new Outcome.Gone("twilio:21610", "Người nhận đã từ chối nhận tin"));
        assertThat(optedOut).containsExactly(delivery.recipient());
    }

    @ParameterizedTest
    @CsvSource({"400,21606", "400,21612", "400,21608", "422,21999", "403,21999", "400,21603"})
    void whatConcernsOurSettingsEndsNobodysDelivery(int status, int code) {
        twilio.answer(status, "{\"code\": %d, \"message\": \"no\", \"status\": %d}".formatted(code, status));

        assertThat(send("TINHMAU", twilio.url())).isEqualTo(new Outcome.Deferred("twilio:" + code, null));
        assertThat(optedOut).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"401,20003", "403,20003", "403,20005", "403,20006", "404,20404", "400,90010"})
    void whatConcernsTheAccountConcernsEveryMessage(int status, int code) {
        twilio.answer(status, "{\"code\": %d, \"message\": \"no\", \"status\": %d}".formatted(code, status));

        assertThat(send("TINHMAU", twilio.url())).isEqualTo(new Outcome.Deferred("twilio:" + code, null, Outcome.Scope.CHANNEL));
        assertThat(twilio.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void whoIsNotLetInAtAllIsSoForEveryMessage(int status) {
        twilio.answer(status, "{\"message\": \"no\", \"status\": %d}".formatted(status));

        assertThat(send("TINHMAU", twilio.url())).isEqualTo(new Outcome.Deferred("twilio:" + status, null, Outcome.Scope.CHANNEL));
    }

    @Test
    void aRefusalWithoutACodeWaits() {
        twilio.answer(404, "{\"message\": \"no\", \"status\": 404}");

        assertThat(send("TINHMAU", twilio.url())).isEqualTo(new Outcome.Deferred("twilio:404", null));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 409})
    void aTimeoutOrConflictAtTwilioIsUnknown(int status) {
        twilio.answer(status, "{\"code\": 20001, \"message\": \"no\", \"status\": %d}".formatted(status));

        assertThat(send("TINHMAU", twilio.url())).isEqualTo(new Outcome.Unknown("twilio:" + status));
    }

    @Test
    void aSlashAtTheEndOfThePublicAddressDoesNotBreakTheCallback() {
        twilio.answer(201, Samples.MESSAGE);

        provider(new TwilioAccount("AC1", "token", "TINHMAU", twilio.url(), URI.create("https://loa.example.vn/")), Samples.LIMITS).sender()
                .send(delivery);

        assertThat(twilio.requests().getFirst().form()).containsEntry("StatusCallback",
                "https://loa.example.vn/webhooks/twilio/status?delivery=" + delivery.id() + "#rc=5&rp=all");
    }

    @Test
    void aConnectionThatNeverStoodSentNothing() throws Exception {
        URI nobody;
        try (var socket = new ServerSocket(0)) {
            nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }

        assertThat(send("TINHMAU", nobody)).isEqualTo(new Outcome.Deferred("twilio:connect", null, Outcome.Scope.CHANNEL));
    }

    @Test
    void aDroppedAnswerIsUnknown() {
        twilio.answer(exchange -> exchange.close());

        assertThat(send("TINHMAU", twilio.url())).isEqualTo(new Outcome.Unknown("twilio:lost"));
        assertThat(twilio.requests()).hasSize(1);
    }

    @Test
    void anAnswerThatDoesNotComeInTimeIsUnknown() {
        var end = new CountDownLatch(1);
        twilio.answer(exchange -> await(end));

        assertThat(sender("TINHMAU", twilio.url(), Samples.IMPATIENT).send(delivery)).isEqualTo(new Outcome.Unknown("twilio:timeout"));
        end.countDown();
        Awaitility.await().until(() -> twilio.requests().size() == 1);
    }

    @Test
    void anAnswerThatCannotBeReadIsUnknown() {
        twilio.answer(201, "<html>");
        assertThat(send("TINHMAU", twilio.url())).isEqualTo(new Outcome.Unknown("twilio:unreadable"));

        twilio.answer(201, "{}");
        assertThat(send("TINHMAU", twilio.url())).isEqualTo(new Outcome.Unknown("twilio:unreadable"));
    }

    @Test
    void twilioIsNotToldToCallBackAnAddressOfThisMachine() {
        var real = new TwilioAccount("AC1", "token", "TINHMAU", null, URI.create("http://127.0.0.1:8080"));

        assertThat(real.canCallBack()).isFalse();
        assertThat(new TwilioAccount("AC1", "token", "TINHMAU", twilio.url(), URI.create("http://127.0.0.1:8080")).canCallBack()).isTrue();
        assertThat(real.toString()).doesNotContain("token");
    }

    @Test
    void withoutAnAccountADeliveryWaitsAndSaysWhy() {
        assertThat(SmsProvider.off().sender().send(delivery)).isEqualTo(
                new Outcome.Deferred("sms:no-account", Duration.ofMinutes(1), Outcome.Scope.CHANNEL));
    }

    private Outcome send(String from, @Nullable URI url) {
        return sender(from, url).send(delivery);
    }

    private Sender<SmsAddress> sender(String from, @Nullable URI url) {
        return sender(from, url, Samples.LIMITS);
    }

    private Sender<SmsAddress> sender(String from, @Nullable URI url, TwilioLimits limits) {
        return provider(new TwilioAccount("AC1", "token", from, url, URI.create("https://loa.example.vn")), limits).sender();
    }

    private SmsProvider provider(TwilioAccount account, TwilioLimits limits) {
        OptOut optOut = new OptOut() {
            @Override
            public boolean byReply(PhoneNumber phone) {
                return false;
            }

            @Override
            public void atProvider(RecipientId recipient) {
                optedOut.add(recipient);
            }
        };
        return SmsProvider.twilio(account, limits, optOut, Clock.fixed(NOW, ZoneOffset.UTC), new SimpleMeterRegistry());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
