package loa.api.idempotency;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import loa.api.SampleApplication;
import loa.api.SampleController;
import loa.api.SampleService;
import loa.contract.Ids;

import static org.assertj.core.api.Assertions.assertThat;

class IdempotencyPostgresTest {
    private static final Instant NOON = Instant.parse("2026-11-22T05:00:00Z");
    private static final String THING = "{\"name\": \"x\", \"exercise\": false}";
    private static SampleService service;

    @BeforeAll
    static void start() {
        service = SampleService.withDatabase();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void theSameRequestIsAnsweredAgainAndNotCarriedOutAgain() {
        HttpResponse<String> first = service.send(service.post("/api/v1/things", THING).header("Idempotency-Key", "again"));
        int made = SampleController.MADE.get();
        HttpResponse<String> second = service.send(service.post("/api/v1/things", THING).header("Idempotency-Key", "again"));
        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(first.headers().firstValue("Idempotency-Replayed")).isEmpty();
        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
        for (String header : List.of("Location", "ETag", "Content-Type")) {
            assertThat(second.headers().firstValue(header)).isPresent().isEqualTo(first.headers().firstValue(header));
        }
        assertThat(second.headers().firstValue("Idempotency-Replayed")).contains("true");
        assertThat(SampleController.MADE.get()).isEqualTo(made);
    }

    @Test
    void anotherBodyOrPathUnderTheSameKeyIsRefused() {
        service.send(service.post("/api/v1/things", THING).header("Idempotency-Key", "mismatch"));
        HttpResponse<String> other = service
                .send(service.post("/api/v1/things", THING.replace('x', 'y')).header("Idempotency-Key", "mismatch"));
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(other.body()).contains("urn:loa:problem:idempotency-mismatch");
        assertThat(service.send(service.post("/api/v1/echo", THING).header("Idempotency-Key", "mismatch")).statusCode()).isEqualTo(422);
    }

    @Test
    void anotherHolderHasKeysOfHisOwn() {
        service.send(service.post("/api/v1/things", THING).header("Idempotency-Key", "mine"));
        HttpResponse<String> other = service.send(service.anonymous("/api/v1/things").header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + SampleApplication.OPERATOR_KEY.value()).header("Idempotency-Key", "mine")
                .POST(HttpRequest.BodyPublishers.ofString(THING)));
        assertThat(other.headers().firstValue("Idempotency-Replayed")).isEmpty();
        assertThat(other.statusCode()).isEqualTo(201);
    }

    @Test
    void whileTheFirstOneRunsTheSecondIsTurnedAway() throws InterruptedException {
        SampleController.slow = new CountDownLatch(1);
        SampleController.begun = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = CompletableFuture.supplyAsync(
                    () -> service.send(service.post("/api/v1/slow", "").header("Idempotency-Key", "slow")), threads);
            assertThat(SampleController.begun.await(20, TimeUnit.SECONDS)).isTrue();
            HttpResponse<String> second = service.send(service.post("/api/v1/slow", "").header("Idempotency-Key", "slow"));
            assertThat(second.statusCode()).isEqualTo(409);
            assertThat(second.body()).contains("urn:loa:problem:in-progress");
            SampleController.slow.countDown();
            assertThat(first.join().statusCode()).isEqualTo(200);
        }
        HttpResponse<String> third = service.send(service.post("/api/v1/slow", "").header("Idempotency-Key", "slow"));
        assertThat(third.headers().firstValue("Idempotency-Replayed")).contains("true");
    }

    @Test
    void ofManyAtOnceExactlyOneIsCarriedOut() {
        int made = SampleController.MADE.get();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<HttpResponse<String>>> all = IntStream.range(0, 20)
                    .mapToObj(_ -> CompletableFuture.supplyAsync(
                            () -> service.send(service.post("/api/v1/things", THING).header("Idempotency-Key", "crowd")), threads))
                    .toList();
            assertThat(all).allSatisfy(one -> assertThat(one.join().statusCode()).isIn(201, 409));
        }
        assertThat(SampleController.MADE.get()).isEqualTo(made + 1);
    }

    @Test
    void neitherRefusalsNorFailuresAreKept() {
        assertThat(replayed("state", 409)).isFalse();
        assertThat(replayed("bug", 500)).isFalse();
        assertThat(replayed("kafka", 503)).isFalse();
        assertThat(replayed("many", 429)).isFalse();
    }

    @Test
    void anAnswerThatComesLaterIsStoredToo() {
        HttpResponse<String> first = service.send(service.post("/api/v1/later", "").header("Idempotency-Key", "later"));
        HttpResponse<String> second = service.send(service.post("/api/v1/later", "").header("Idempotency-Key", "later"));
        assertThat(first.body()).contains("number");
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().firstValue("Idempotency-Replayed")).contains("true");
    }

    @Test
    void anAnswerWithoutABodyIsGivenAgain() {
        service.send(service.post("/api/v1/nothing", "").header("Idempotency-Key", "nothing"));
        HttpResponse<String> second = service.send(service.post("/api/v1/nothing", "").header("Idempotency-Key", "nothing"));
        assertThat(second.statusCode()).isEqualTo(204);
        assertThat(second.headers().firstValue("Idempotency-Replayed")).contains("true");
    }

    @Test
    void aLongBodyIsReadWholeAndTellsRequestsApart() {
        String csv = "number,name\n" + "2,a long name that fills the memory\n".repeat(100_000);
        HttpResponse<String> first = service.send(csv(csv));
        HttpResponse<String> second = service.send(csv(csv));
        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(second.headers().firstValue("Location")).isPresent().isEqualTo(first.headers().firstValue("Location"));
        assertThat(service.send(csv(csv + "4,b\n")).statusCode()).isEqualTo(422);
    }

    @Test
    void nothingThatWasTypedIsKeptOfARefusal() {
        service.send(service.post("/api/v1/echo", "{\"name\": \"x\", \"exercise\": false, \"areas\": [\"0912345678\"]}")
                .header("Idempotency-Key", "typed"));
        assertThat(service.bean(JdbcClient.class).sql("SELECT count(*) FROM idempotent_request WHERE key = 'typed'").query(Integer.class)
                .single()).isZero();
    }

    @Test
    void aFingerprintCannotBeFoundByTryingAllBodies() throws Exception {
        service.send(service.post("/api/v1/things", THING).header("Idempotency-Key", "secret"));
        String stored = service.bean(JdbcClient.class).sql("SELECT fingerprint FROM idempotent_request WHERE key = 'secret'")
                .query(String.class).single();
        byte[] plain = MessageDigest.getInstance("SHA-256")
                .digest(("POST\n/api/v1/things\nnull\n" + THING).getBytes(StandardCharsets.UTF_8));
        assertThat(stored).hasSize(64).isNotEqualTo(HexFormat.of().formatHex(plain));
    }

    @Test
    void aKeyThatCannotBeIsRefused() {
        assertThat(service.send(service.post("/api/v1/things", THING).header("Idempotency-Key", "x".repeat(65))).statusCode())
                .isEqualTo(422);
        assertThat(service.send(service.post("/api/v1/things", THING).header("Idempotency-Key", " ")).statusCode()).isEqualTo(422);
    }

    @Test
    void whatACrashLeftRunningMayStartAgainWhenItsLeaseIsOver() {
        var crashed = new IdempotencyStore(service.bean(JdbcClient.class), at(NOON));
        var request = new RequestKey("someone", "crash", "f");
        assertThat(crashed.begin(request)).isInstanceOf(Admission.Started.class);
        assertThat(store(NOON.plusSeconds(59)).begin(request)).isInstanceOf(Admission.Running.class);
        assertThat(store(NOON.plusSeconds(61)).begin(new RequestKey("someone", "crash", "g"))).isInstanceOf(Admission.Mismatch.class);
        assertThat(store(NOON.plusSeconds(61)).begin(request)).isInstanceOf(Admission.Started.class);
        assertThat(crashed.begin(request)).isInstanceOf(Admission.Running.class);
    }

    @Test
    void anAttemptThatWasTakenOverStoresNothing() {
        var request = new RequestKey("someone", "zombie", "f");
        store(NOON).begin(request);
        IdempotencyStore second = store(NOON.plusSeconds(61));
        second.begin(request);
        store(NOON).finish(request, Ids.next(), new StoredAnswer(200, null, null, null, new byte[0]));
        assertThat(store(NOON.plusSeconds(62)).begin(request)).isInstanceOf(Admission.Running.class);
    }

    @Test
    void afterADayTheKeyIsFree() {
        var request = new RequestKey("someone", "day", "f");
        IdempotencyStore store = store(NOON);
        var started = (Admission.Started) store.begin(request);
        store.finish(request, started.attempt(), new StoredAnswer(200, null, null, null, new byte[0]));
        assertThat(store(NOON.plus(Duration.ofHours(23))).begin(request)).isInstanceOf(Admission.Answered.class);
        assertThat(store(NOON.plus(Duration.ofHours(25))).begin(new RequestKey("someone", "day", "g")))
                .isInstanceOf(Admission.Started.class);
    }

    private static boolean replayed(String how, int status) {
        String path = "/api/v1/failing?how=" + how;
        assertThat(service.send(service.post(path, "").header("Idempotency-Key", how)).statusCode()).isEqualTo(status);
        HttpResponse<String> second = service.send(service.post(path, "").header("Idempotency-Key", how));
        assertThat(second.statusCode()).isEqualTo(status);
        return second.headers().firstValue("Idempotency-Replayed").isPresent();
    }

    private static HttpRequest.Builder csv(String text) {
        return service.request("/api/v1/things:import").header("Content-Type", "text/csv").header("Idempotency-Key", "csv")
                .POST(HttpRequest.BodyPublishers.ofString(text));
    }

    private static IdempotencyStore store(Instant now) {
        return new IdempotencyStore(service.bean(JdbcClient.class), at(now));
    }

    private static Clock at(Instant now) {
        return Clock.fixed(now, ZoneOffset.UTC);
    }
}
