package loa.sms;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import loa.contract.BulletinClass;
import loa.contract.IssuedDirective;
import loa.delivery.Deliveries;
import loa.delivery.DeliveryId;
import loa.delivery.DeliveryTrace;
import loa.delivery.http.Field;
import loa.delivery.http.HttpCall;
import loa.delivery.http.HttpLimits;
import loa.delivery.http.OnceHttp;
import loa.delivery.http.Origin;
import loa.delivery.http.Versions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Receipts as they come while a whole province is being told. {@code -Dreceipts.rounds=50} makes it a measurement: the processor's time
 * that it logs is that of the whole JVM, client included, without that of PostgreSQL.
 */
class ReceiptBurstEndToEndTest {
    private static final Logger LOG = LoggerFactory.getLogger(ReceiptBurstEndToEndTest.class);
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final int RECIPIENTS = 500;
    private static final int AT_ONCE = 64;
    private static final int ROUNDS = Integer.getInteger("receipts.rounds", 1);

    private static RunningService service;

    @BeforeAll
    static void start() throws IOException {
        service = new RunningService();
        service.behave("{\"receipts\": {\"delayMs\": 3600000}}");
    }

    @AfterAll
    static void stop() throws IOException {
        service.close();
    }

    @Test
    void everyReceiptThatWasAnsweredWith2xxStandsInTheLedger() throws Exception {
        IssuedDirective directive = sent();
        List<Post> posts = new ArrayList<>();
        for (DeliveryTrace delivery : deliveries(directive, "accepted")) {
            for (String status : List.of("sent", "delivered", "sent")) {
                posts.add(post(delivery.delivery(), status));
            }
        }
        Collections.shuffle(posts, new Random(3));

        try (var http = new OnceHttp("test", Versions.HTTP_1,
                new HttpLimits(AT_ONCE, Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofSeconds(60), 1_000))) {
            for (int round = 0; round < ROUNDS; round++) {
                assertThat(send(http, posts)).isEqualTo(Map.of(204, posts.size()));
            }
        }

        List<DeliveryTrace> delivered = deliveries(directive, "delivered");
        assertThat(delivered).hasSize(RECIPIENTS);
        assertThat(delivered).allSatisfy(delivery -> assertThat(delivery.receipts()).extracting(DeliveryTrace.Proof::status)
                .containsExactlyInAnyOrder("sent", "delivered"));
    }

    private record Post(String path, String form, String signature) {}

    private static Post post(DeliveryId delivery, String status) throws GeneralSecurityException {
        String path = "/webhooks/twilio/status?delivery=" + delivery;
        Map<String, String> fields = new TreeMap<>(Map.of("MessageSid", "SM00000000000000000000000000000001", "MessageStatus", status,
                "AccountSid", "AC1", "To", "+84900000001", "From", "TINHMAU"));
        var signed = new StringBuilder(service.url()).append(path);
        fields.forEach((name, value) -> signed.append(name).append(value));
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(service.authToken().getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
        String signature = Base64.getEncoder().encodeToString(mac.doFinal(signed.toString().getBytes(StandardCharsets.UTF_8)));
        String form = fields.entrySet().stream().map(f -> f.getKey() + "=" + f.getValue().replace("+", "%2B"))
                .collect(Collectors.joining("&"));
        return new Post(path, form, signature);
    }

    /** How many answers there were of each status. */
    private static Map<Integer, Integer> send(OnceHttp http, List<Post> posts) throws Exception {
        var slots = new Semaphore(AT_ONCE);
        Origin origin = Origin.of(URI.create(service.url()));
        long began = System.nanoTime();
        Duration before = cpu();
        List<Future<Integer>> statuses = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Post post : posts) {
                slots.acquire();
                statuses.add(threads.submit(() -> {
                    try {
                        return http.exchange(call(origin, post)).status();
                    } finally {
                        slots.release();
                    }
                }));
            }
        }
        Map<Integer, Integer> counts = new TreeMap<>();
        for (Future<Integer> status : statuses) {
            counts.merge(status.get(), 1, Integer::sum);
        }
        LOG.atWarn().addKeyValue("receipts", posts.size()).addKeyValue("millis", (System.nanoTime() - began) / 1_000_000)
                .addKeyValue("cpuMillis", cpu().minus(before).toMillis()).log("Receipts were posted");
        return counts;
    }

    private static HttpCall call(Origin origin, Post post) {
        return new HttpCall(origin, "POST", post.path(),
                List.of(new Field("Content-Type", "application/x-www-form-urlencoded"), new Field("X-Twilio-Signature", post.signature())),
                post.form().getBytes(StandardCharsets.UTF_8));
    }

    private static Duration cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static IssuedDirective sent() {
        String csv = "phone,areas\n"
                + String.join("\n", IntStream.range(0, RECIPIENTS).mapToObj("097%07d,99001-01"::formatted).toList());
        String location = service.call("drafter", "POST", "/api/v1/sms/subscriptions:import", csv).headers().firstValue("Location")
                .orElseThrow();
        await().atMost(LONG).until(() -> !RunningService.json(service.call("drafter", "GET", location, null)).path("state").asString()
                .equals("running"));
        IssuedDirective directive = service.issue("Thông báo mưa lớn. Mã K7M4Q2XD", BulletinClass.EMERGENCY);
        await().atMost(LONG).until(() -> deliveries(directive, "accepted").size() == RECIPIENTS);
        return directive;
    }

    private static List<DeliveryTrace> deliveries(IssuedDirective directive, String state) {
        return service.bean(Deliveries.class).inState(directive.directive(), state, null, 1_000);
    }
}
