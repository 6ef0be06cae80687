package loa.push.fcm;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import loa.contract.AreaCode;
import loa.contract.BulletinClass;
import loa.contract.IssuedDirective;
import loa.contract.LoaJson;
import loa.delivery.Delivery;
import loa.delivery.DeliveryId;
import loa.delivery.Outcome;
import loa.delivery.RecipientId;
import loa.push.Directives;
import loa.push.address.PushAddress;
import loa.push.address.PushToken;
import loa.push.address.TopicName;

import static loa.delivery.Outcome.Scope.CHANNEL;
import static loa.delivery.Outcome.Scope.RATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class FcmSenderHttpTest {
    private static final PushAddress DEVICE = new PushAddress.Device(new PushToken("tok-1"), "vi");
    private static final RecipientId RECIPIENT = new RecipientId(UUID.fromString("019aa1c2-7b1e-7c33-9f0e-0d6c5f2a9b11"));

    private final CountingServer server = new CountingServer();
    private final List<Instant> lost = new ArrayList<>();
    private final InstantSource clock = InstantSource.fixed(Directives.NOW.toInstant());
    private @Nullable FcmConnection connection;

    @AfterEach
    void close() {
        if (connection != null) {
            connection.close();
        }
        server.close();
    }

    @Test
    void anAcceptedMessageHasTheNameThatFcmGaveAndTheReachOfItsAddress() {
        Outcome outcome = send(DEVICE);
        assertThat(outcome).isEqualTo(new Outcome.Accepted("projects/loa-sandbox/messages/1", 1));
        TopicName topic = new TopicName(new AreaCode("99001"), "vi");
        assertThat(sender(server.url()).send(delivery(Directives.routine(List.of("99001"), Directives.bulletin("vi", "Họp thôn")),
                new PushAddress.Topic(topic, 9870)))).isEqualTo(new Outcome.Accepted("projects/loa-sandbox/messages/1", 9870));
        assertThat(json(1).at("/message/topic").asString()).isEqualTo("area.99001.vi");
        assertThat(server.paths).allMatch("POST /v1/projects/loa-sandbox/messages:send"::equals);
    }

    @Test
    void aLaterCopyReplacesAnEarlierOneOnEveryPlatform() {
        IssuedDirective directive = Directives.emergency("99001");
        sender(server.url()).send(delivery(directive, DEVICE));
        String tag = directive.directive().toString();
        JsonNode message = json(0).get("message");
        assertThat(message.at("/token").asString()).isEqualTo("tok-1");
        assertThat(message.at("/android/notification/tag").asString()).isEqualTo(tag);
        assertThat(message.at("/android/collapse_key").asString()).isEqualTo(tag);
        assertThat(message.at("/apns/headers/apns-collapse-id").asString()).isEqualTo(tag);
        assertThat(message.at("/webpush/notification/tag").asString()).isEqualTo(tag);
        assertThat(message.at("/data").toString())
                .isEqualTo("{\"code\":\"K7M4Q2XD\",\"directive\":\"%s\",\"revision\":\"1\"}".formatted(tag));
    }

    @Test
    void whatIsStoredOnTheWayIsForgottenAtExpiryAndAnEmergencyWakesTheDevice() {
        send(DEVICE);
        JsonNode message = json(0).get("message");
        assertThat(message.at("/android/ttl").asString()).isEqualTo("21600s");
        assertThat(message.at("/android/priority").asString()).isEqualTo("high");
        assertThat(message.at("/webpush/headers/TTL").asString()).isEqualTo("21600");
        assertThat(message.at("/apns/headers/apns-priority").asString()).isEqualTo("10");
        assertThat(message.at("/apns/headers/apns-expiration").asString())
                .isEqualTo(String.valueOf(Directives.NOW.plusHours(6).toEpochSecond()));
    }

    @Test
    void theTextIsInTheLanguageOfTheDeviceOrElseInVietnamese() {
        IssuedDirective directive = Directives.directive(BulletinClass.EMERGENCY, false, List.of("99"), List.of("99"),
                Directives.bulletin("en", "Storm no. 9"), Directives.bulletin("vi", "Bão số 9"));
        FcmSender sender = sender(server.url());
        sender.send(delivery(directive, new PushAddress.Device(new PushToken("a"), "en")));
        sender.send(delivery(directive, new PushAddress.Device(new PushToken("b"), "km")));
        assertThat(json(0).at("/message/notification/title").asString()).isEqualTo("Storm no. 9");
        assertThat(json(1).at("/message/notification/title").asString()).isEqualTo("Bão số 9");
    }

    @Test
    void anExerciseIsWatermarked() {
        sender(server.url()).send(delivery(Directives.directive(BulletinClass.EMERGENCY, true, List.of("99"), List.of("99"),
                Directives.bulletin("vi", "Bão số 9")), DEVICE));
        assertThat(json(0).at("/message/notification/title").asString()).isEqualTo("DIỄN TẬP: Bão số 9");
    }

    @Test
    void withoutABulletinInVietnameseNothingIsSent() {
        Outcome outcome = sender(server.url()).send(delivery(Directives.directive(BulletinClass.EMERGENCY, false, List.of("99"),
                List.of("99"), Directives.bulletin("en", "Storm")), DEVICE));
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        assertThat(server.paths).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504, 429})
    void theSdkNeverRepeatsARequestByItself(int status) {
        server.answer(status, "", Map.of("Retry-After", "1"));
        Outcome outcome = send(DEVICE);
        assertThat(server.paths).hasSize(1);
        assertThat(outcome).isInstanceOf(status == 429 ? Outcome.Deferred.class : Outcome.Unknown.class);
    }

    @ParameterizedTest
    @CsvSource({"404, NOT_FOUND, UNREGISTERED, Gone", "403, PERMISSION_DENIED, SENDER_ID_MISMATCH, Refused",
            "400, INVALID_ARGUMENT, INVALID_ARGUMENT, Refused", "429, RESOURCE_EXHAUSTED, QUOTA_EXCEEDED, Deferred",
            "503, UNAVAILABLE, UNAVAILABLE, Unknown", "500, INTERNAL, INTERNAL, Unknown",
            "401, UNAUTHENTICATED, THIRD_PARTY_AUTH_ERROR, Deferred"})
    void eachErrorOfFcmHasItsOutcome(int status, String canonical, String code, String outcome) {
        server.fail(status, canonical, code);
        Outcome got = send(DEVICE);
        assertThat(got.getClass().getSimpleName()).isEqualTo(outcome);
        assertThat(got.toString()).contains("fcm:" + code).doesNotContain("tok-1");
        assertThat(server.paths).hasSize(1);
    }

    @Test
    void afterTooManyRequestsThePauseIsWhatFcmAsksForOrElseAMinute() {
        server.answer(429, "{}", Map.of("Retry-After", "90"));
        assertThat(send(DEVICE)).isEqualTo(new Outcome.Deferred("fcm:429", Duration.ofSeconds(90), RATE));
        server.answer(429, "{}", Map.of("Retry-After", "Sun, 22 Nov 2026 07:02:00 GMT"));
        assertThat(send(DEVICE)).isEqualTo(new Outcome.Deferred("fcm:429", Duration.ofMinutes(2), RATE));
        server.answer(429, "{}", Map.of());
        assertThat(send(DEVICE)).isEqualTo(new Outcome.Deferred("fcm:429", Duration.ofMinutes(1), RATE));
        server.fail(429, "RESOURCE_EXHAUSTED", "QUOTA_EXCEEDED");
        assertThat(send(DEVICE)).isEqualTo(new Outcome.Deferred("fcm:QUOTA_EXCEEDED", Duration.ofMinutes(1), RATE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Device Message Rate Exceeded", "Topic message rate exceeded"})
    void theQuotaOfOneDeviceOrTopicConcernsNobodyElse(String sentence) {
        server.answer(429, """
            {"error": {"code": 429, "message": "%s", "status": "RESOURCE_EXHAUSTED", "details":
             [{"@type": "type.googleapis.com/google.firebase.fcm.v1.FcmError", "errorCode": "QUOTA_EXCEEDED"}]}}
            """.formatted(sentence), Map.of());
        assertThat(send(DEVICE)).isEqualTo(new Outcome.Deferred("fcm:QUOTA_EXCEEDED", Duration.ofMinutes(1)));
    }

    @Test
    void whoIsNotLetInIsSoForEveryDeviceButAMissingKeyOfApplesConcernsApplesAlone() {
        server.answer(403, "{\"error\": {\"code\": 403, \"message\": \"no\", \"status\": \"PERMISSION_DENIED\"}}", Map.of());
        assertThat(send(DEVICE)).isEqualTo(new Outcome.Deferred("fcm:403", null, CHANNEL));
        server.answer(401, "{}", Map.of());
        assertThat(send(DEVICE)).isEqualTo(new Outcome.Deferred("fcm:401", null, CHANNEL));
        server.fail(401, "UNAUTHENTICATED", "THIRD_PARTY_AUTH_ERROR");
        assertThat(send(DEVICE)).isEqualTo(new Outcome.Deferred("fcm:THIRD_PARTY_AUTH_ERROR", Duration.ofMinutes(1)));
    }

    /** The SDK, left to itself, would get another token and send again, up to four times, and nobody would look for a cancel. */
    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer realm=\"fcm\", error=\"invalid_token\""})
    void whoIsTurnedAwayGetsAnotherAccessTokenAndTheEngineSendsAgainNotTheSdk(String challenge) {
        var access = new CountedAccess();
        connection = FcmConnection.open(settings(server.url()), access);
        server.answer(401, "{}", challenge.isEmpty() ? Map.of() : Map.of("WWW-Authenticate", challenge));

        assertThat(send(DEVICE)).isEqualTo(new Outcome.Deferred("fcm:401", null, CHANNEL));
        assertThat(server.paths).hasSize(1);
        await().untilAsserted(() -> assertThat(access.given).hasValue(2));

        server.fail(401, "UNAUTHENTICATED", "THIRD_PARTY_AUTH_ERROR");
        send(DEVICE);
        assertThat(server.paths).hasSize(2);
        assertThat(access.given).as("it is not our access that Apple does not believe").hasValue(2);
    }

    /** A cancel may come while the token does: the message that waits for it is not sent then, and nobody looks in between. */
    @Test
    void aMessageWaitsAMomentForAnAccessTokenAndIsNotSentWhenItComesLater() {
        var access = new SlowAccess();
        connection = FcmConnection.open(settings(server.url()), access);

        assertThat(CompletableFuture.supplyAsync(() -> send(DEVICE))).succeedsWithin(Duration.ofSeconds(30))
                .isEqualTo(new Outcome.Deferred("fcm:credentials", null, CHANNEL));
        access.comes.countDown();

        await().untilAsserted(() -> assertThat(send(DEVICE)).isInstanceOf(Outcome.Accepted.class));
        assertThat(server.paths).hasSize(1);
    }

    /** Gives a token when it is let. */
    private static final class SlowAccess extends GoogleCredentials {
        private static final long serialVersionUID = 1L;

        private final transient CountDownLatch comes = new CountDownLatch(1);

        @Override
        public AccessToken refreshAccessToken() throws IOException {
            try {
                comes.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return new AccessToken("token", Date.from(Instant.now().plus(Duration.ofHours(1))));
        }
    }

    /** Gives tokens, and counts them. */
    private static final class CountedAccess extends GoogleCredentials {
        private static final long serialVersionUID = 1L;

        private final AtomicInteger given = new AtomicInteger();

        @Override
        public AccessToken refreshAccessToken() {
            return new AccessToken("token-" + given.incrementAndGet(), Date.from(Instant.now().plus(Duration.ofHours(1))));
        }
    }

    @Test
    void whenFcmAsksToBeLeftAloneItMeansEveryMessageAndOtherwiseOne() {
        server.answer(503, "{\"error\": {\"code\": 503, \"message\": \"no\", \"status\": \"UNAVAILABLE\"}}",
                Map.of("Retry-After", "7"));
        assertThat(send(DEVICE)).isInstanceOfSatisfying(Outcome.Unknown.class, unknown -> {
            assertThat(unknown.retryAfter()).isEqualTo(Duration.ofSeconds(7));
            assertThat(unknown.scope()).isEqualTo(CHANNEL);
        });
        server.fail(503, "UNAVAILABLE", "UNAVAILABLE");
        assertThat(send(DEVICE)).isEqualTo(new Outcome.Unknown("fcm:UNAVAILABLE"));
    }

    @Test
    void aTokenThatFcmDoesNotKnowIsReportedWithTheTimeAtWhichTheAttemptBegan() {
        server.fail(404, "NOT_FOUND", "UNREGISTERED");
        send(DEVICE);
        assertThat(lost).containsExactly(Directives.NOW.toInstant());
    }

    @Test
    void aLostAnswerIsUnknownAndWasAskedForOnce() {
        server.answer(CountingServer.HANG_UP, "", Map.of());
        assertThat(send(DEVICE)).isEqualTo(new Outcome.Unknown("fcm:no-answer"));
        assertThat(server.paths).hasSize(1);
    }

    @Test
    void anAnswerThatTakesTooLongIsUnknown() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            FcmSender sender = sender(URI.create("http://127.0.0.1:" + silent.getLocalPort()));
            assertThat(sender.send(delivery(Directives.emergency("99"), DEVICE))).isEqualTo(new Outcome.Unknown("fcm:no-answer"));
        }
    }

    @Test
    void withoutAConnectionNothingWasSent() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        FcmSender sender = sender(URI.create("http://127.0.0.1:" + free));
        assertThat(sender.send(delivery(Directives.emergency("99"), DEVICE)))
                .isEqualTo(new Outcome.Deferred("fcm:unreachable", null, CHANNEL));
    }

    @Test
    void aTopicIsJoinedAndLeftWithOneRequestEach() {
        FcmTopics topics = new FcmTopics(connect(server.url()));
        TopicName topic = new TopicName(new AreaCode("99001-03"), "vi");
        assertThat(topics.change(new PushToken("tok-1"), topic, true)).isEqualTo(new FcmTopics.Answer.Done());
        assertThat(topics.change(new PushToken("tok-1"), topic, false)).isEqualTo(new FcmTopics.Answer.Done());
        assertThat(server.paths).containsExactly(
                "POST /v1/projects/loa-sandbox/registrations/tok-1/topicSubscriptions?topic_name=area.99001-03.vi",
                "DELETE /v1/projects/loa-sandbox/registrations/tok-1/topicSubscriptions/area.99001-03.vi?allow_missing=true");
        server.fail(404, "NOT_FOUND", "UNREGISTERED");
        assertThat(topics.change(new PushToken("tok-1"), topic, true)).isInstanceOf(FcmTopics.Answer.Gone.class);
        server.answer(503, "", Map.of());
        assertThat(topics.change(new PushToken("tok-1"), topic, true)).isInstanceOf(FcmTopics.Answer.Later.class);
        assertThat(server.paths).hasSize(4);
    }

    private Outcome send(PushAddress address) {
        return sender(server.url()).send(delivery(Directives.emergency("99001"), address));
    }

    private FcmSender sender(URI url) {
        return new FcmSender(connect(url), (device, token, since) -> lost.add(since), clock);
    }

    private FcmConnection connect(URI url) {
        if (connection == null) {
            connection = FcmConnection.open(settings(url));
        }
        return connection;
    }

    private static FcmSettings settings(URI url) {
        return new FcmSettings(url, null, false, 20, Duration.ofSeconds(2), Duration.ofSeconds(2));
    }

    private JsonNode json(int request) {
        return LoaJson.mapper().readTree(server.bodies.get(request));
    }

    private static Delivery<PushAddress> delivery(IssuedDirective directive, PushAddress address) {
        return new Delivery<>(new DeliveryId(UUID.randomUUID()), directive, RECIPIENT, new AreaCode("99001"), address, 1,
                Directives.NOW.toInstant());
    }
}
