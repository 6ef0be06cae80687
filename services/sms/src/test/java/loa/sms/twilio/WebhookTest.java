package loa.sms.twilio;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletRequest;

import loa.delivery.DeliveryId;
import loa.delivery.Receipt;
import loa.delivery.ReceiptInbox;
import loa.delivery.ReceiptInbox.Fate;
import loa.delivery.RecipientId;
import loa.sms.phone.OptOut;
import loa.sms.phone.PhoneNumber;
import loa.sms.phone.PhoneReader;

import static org.assertj.core.api.Assertions.assertThat;

class WebhookTest {
    private static final String TOKEN = "0123456789abcdef";
    private static final String PUBLIC = "https://loa.example.vn";
    private static final Instant NOW = Instant.parse("2026-11-22T07:00:00Z");
    private static final DeliveryId DELIVERY = new DeliveryId(UUID.fromString("019aa1c2-7b1e-7c33-9f0e-0d6c5f2a9b11"));

    private final List<List<Receipt>> writes = new ArrayList<>();
    private final List<PhoneNumber> replied = new ArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final WebhookSignature signature = new WebhookSignature(
            new TwilioAccount("AC1", TOKEN, "TINHMAU", null, URI.create(PUBLIC + "/")));
    private final List<ReceiptBatches> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(ReceiptBatches::close);
    }

    @ParameterizedTest
    @CsvSource({"queued,UNDER_WAY", "sending,UNDER_WAY", "sent,UNDER_WAY", "delivered,DELIVERED", "undelivered,UNDELIVERED",
            "failed,UNDELIVERED", "something-new,UNDER_WAY"})
    void aSignedReceiptIsStored(String status, Receipt.Meaning meaning) {
        ResponseEntity<Void> answer = status(signed(StatusWebhook.PATH, "delivery=" + DELIVERY, fields(status)));

        assertThat(answer.getStatusCode().value()).isEqualTo(204);
        assertThat(writes).containsExactly(List.of(new Receipt(DELIVERY, NOW, status, meaning, null, "SM1")));
    }

    @Test
    void anErrorCodeComesWithTheReceipt() {
        Map<String, String> fields = fields("undelivered");
        fields.put("ErrorCode", "30003");

        status(signed(StatusWebhook.PATH, "delivery=" + DELIVERY, fields));

        assertThat(writes.getFirst().getFirst().code()).isEqualTo("30003");
    }

    @Test
    void theSignatureHoldsForOurPublicAddressWhateverAProxyMakesOfIt() {
        MockHttpServletRequest request = signed(StatusWebhook.PATH, "delivery=" + DELIVERY, fields("sent"));
        request.setScheme("http");
        request.setServerName("10.0.0.7");
        request.setServerPort(8081);

        assertThat(status(request).getStatusCode().value()).isEqualTo(204);
    }

    @Test
    void whatIsSaidOfRepeatingMayBeSignedOrNot() {
        MockHttpServletRequest request = signed(StatusWebhook.PATH, "delivery=" + DELIVERY + "#rc=5&rp=all", fields("sent"));
        request.setQueryString("delivery=" + DELIVERY);
        request.setParameter("delivery", DELIVERY.toString());

        assertThat(status(request).getStatusCode().value()).isEqualTo(204);
        assertThat(writes).hasSize(1);
    }

    @Test
    void whatTwilioDidNotSignIsRefused() {
        MockHttpServletRequest forged = signed(StatusWebhook.PATH, "delivery=" + DELIVERY, fields("delivered"));
        forged.setParameter("MessageStatus", "failed");
        MockHttpServletRequest otherDelivery = signed(StatusWebhook.PATH, "delivery=" + DELIVERY, fields("delivered"));
        otherDelivery.setQueryString("delivery=" + UUID.randomUUID());
        MockHttpServletRequest unsigned = signed(StatusWebhook.PATH, "delivery=" + DELIVERY, fields("delivered"));
        unsigned.removeHeader("X-Twilio-Signature");

        for (MockHttpServletRequest request : List.of(forged, otherDelivery, unsigned)) {
            assertThat(status(request).getStatusCode().value()).isEqualTo(403);
        }
        assertThat(writes).isEmpty();
        assertThat(meters.counter("loa.sms.receipts", "result", "unsigned").count()).isEqualTo(3);
    }

    @Test
    void nothingIsBelievedWithoutAnAccount() {
        var webhook = new StatusWebhook(new WebhookSignature(null), batches(), clock(), meters);

        assertThat(webhook.status(signed(StatusWebhook.PATH, "delivery=" + DELIVERY, fields("sent"))).getStatusCode().value())
                .isEqualTo(403);
    }

    @Test
    void aSignedReceiptOfNothingIsAnsweredAndCounted() {
        assertThat(status(signed(StatusWebhook.PATH, "delivery=none", fields("sent"))).getStatusCode().value()).isEqualTo(204);
        assertThat(status(signed(StatusWebhook.PATH, null, fields("sent"))).getStatusCode().value()).isEqualTo(204);
        assertThat(writes).isEmpty();
        assertThat(meters.counter("loa.sms.receipts", "result", "unreadable").count()).isEqualTo(2);
    }

    @Test
    void receiptsThatComeTogetherShareOneWrite() throws Exception {
        var firstIsWritten = new CountDownLatch(1);
        var allAreThere = new CountDownLatch(1);
        ReceiptBatches batches = batches(receipts -> {
            writes.add(receipts);
            firstIsWritten.countDown();
            await(allAreThere);
            return fates(receipts);
        }, 100);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = batches.store(receipt());
            firstIsWritten.await();
            var others = IntStream.range(0, 50).mapToObj(_ -> batches.store(receipt())).toList();
            assertThat(first).isNotDone();
            var _ = executor.submit(allAreThere::countDown);
            assertThat(first.get()).contains(Fate.STORED);
            for (var other : others) {
                assertThat(other.get()).contains(Fate.STORED);
            }
        }
        assertThat(writes).extracting(List::size).containsExactly(1, 50);
    }

    @Test
    void aReceiptThatCannotBeStoredIsTurnedAway() {
        ReceiptBatches batches = batches(_ -> {
            throw new IllegalStateException("down");
        }, 10);
        var webhook = new StatusWebhook(signature, batches, clock(), meters);

        assertThat(webhook.status(signed(StatusWebhook.PATH, "delivery=" + DELIVERY, fields("sent"))).getStatusCode().value())
                .isEqualTo(503);
    }

    @Test
    void receiptsAreKeptUntilTheDatabaseIsBack() throws Exception {
        var tries = new AtomicInteger();
        ReceiptBatches batches = batches(receipts -> {
            if (tries.getAndIncrement() < 2) {
                throw new IllegalStateException(new SQLException("away", "08006"));
            }
            writes.add(receipts);
            return fates(receipts);
        }, 10);

        assertThat(batches.store(receipt()).orTimeout(30, TimeUnit.SECONDS).get()).contains(Fate.STORED);

        assertThat(tries).hasValue(3);
        assertThat(writes).hasSize(1);
    }

    @Test
    void moreThanMayWaitAreTurnedAway() throws Exception {
        var writing = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        ReceiptBatches batches = batches(receipts -> {
            writing.countDown();
            await(goOn);
            return fates(receipts);
        }, 2);
        var first = batches.store(receipt());
        writing.await();

        assertThat(IntStream.range(0, 3).mapToObj(_ -> batches.store(receipt())).map(f -> f.isDone())).containsExactly(false, false,
                true);
        goOn.countDown();
        assertThat(first.orTimeout(5, TimeUnit.SECONDS).get()).contains(Fate.STORED);
    }

    @Test
    void aReplyOfOptOutEndsTheSubscription() {
        ResponseEntity<String> answer = inbound(signed(InboundWebhook.PATH, null, Map.of("From", "+84900000001", "Body", "HỦY")));

        assertThat(answer.getStatusCode().value()).isEqualTo(200);
        assertThat(answer.getHeaders().getContentType()).hasToString("text/xml");
        assertThat(answer.getBody()).endsWith("<Response/>");
        assertThat(replied).containsExactly(new PhoneNumber("+84900000001"));
    }

    @Test
    void anotherReplyIsAnsweredAndDropped() {
        assertThat(inbound(signed(InboundWebhook.PATH, null, Map.of("From", "+84900000001", "Body", "Cảm ơn"))).getStatusCode().value())
                .isEqualTo(200);
        assertThat(inbound(signed(InboundWebhook.PATH, null, Map.of("From", "+1555", "Body", "STOP"))).getStatusCode().value())
                .isEqualTo(200);
        assertThat(replied).isEmpty();
    }

    @Test
    void aReplyThatTwilioDidNotSignEndsNothing() {
        MockHttpServletRequest request = signed(InboundWebhook.PATH, null, Map.of("From", "+84900000001", "Body", "STOP"));
        request.setParameter("From", "+84900000002");

        assertThat(inbound(request).getStatusCode().value()).isEqualTo(403);
        assertThat(replied).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"STORED,stored", "REPEATED,repeated", "UNKNOWN,unknown"})
    void everyReceiptIsAnsweredAndCountedByWhatBecameOfIt(Fate fate, String tag) {
        var webhook = new StatusWebhook(signature, batches(receipts -> Collections.nCopies(receipts.size(), fate), 10), clock(), meters);

        assertThat(webhook.status(signed(StatusWebhook.PATH, "delivery=" + DELIVERY, fields("sent"))).getStatusCode().value())
                .isEqualTo(204);
        assertThat(meters.counter("loa.sms.receipts", "result", tag).count()).isEqualTo(1);
    }

    private static List<Fate> fates(List<Receipt> receipts) {
        return Collections.nCopies(receipts.size(), Fate.STORED);
    }

    private ReceiptBatches batches() {
        return batches(receipts -> {
            writes.add(receipts);
            return fates(receipts);
        }, 10);
    }

    private ReceiptBatches batches(ReceiptInbox inbox, int capacity) {
        var batches = new ReceiptBatches(inbox, capacity);
        opened.add(batches);
        return batches;
    }

    private ResponseEntity<Void> status(MockHttpServletRequest request) {
        return new StatusWebhook(signature, batches(), clock(), meters).status(request);
    }

    private ResponseEntity<String> inbound(MockHttpServletRequest request) {
        OptOut optOut = new OptOut() {
            @Override
            public boolean byReply(PhoneNumber phone) {
                return replied.add(phone);
            }

            @Override
            public void atProvider(RecipientId recipient) {
                throw new IllegalStateException("not asked for");
            }
        };
        return new InboundWebhook(signature, optOut, new PhoneReader(), meters).inbound(request);
    }

    private static Clock clock() {
        return Clock.fixed(NOW, ZoneOffset.UTC);
    }

    private static Receipt receipt() {
        return new Receipt(DELIVERY, NOW, "sent", Receipt.Meaning.UNDER_WAY, null, null);
    }

    private static Map<String, String> fields(String status) {
        return new HashMap<>(Map.of("MessageSid", "SM1", "MessageStatus", status, "To", "+84900000001", "AccountSid", "AC1"));
    }

    /** As Twilio signs: https://www.twilio.com/docs/usage/security#validating-requests. */
    private static MockHttpServletRequest signed(String path, @Nullable String query, Map<String, String> fields) {
        var text = new StringBuilder(PUBLIC + path + (query == null ? "" : "?" + query));
        new TreeMap<>(fields).forEach((name, value) -> text.append(name).append(value));
        var request = new MockHttpServletRequest("POST", path);
        if (query != null) {
            request.setQueryString(query);
            request.setParameter("delivery", query.substring("delivery=".length()));
        }
        fields.forEach(request::setParameter);
        request.addHeader("X-Twilio-Signature", hmac(text.toString()));
        return request;
    }

    private static String hmac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(TOKEN.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(Duration.ofSeconds(10).toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
