package loa.publisher;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

import loa.contract.AreaCode;
import loa.contract.Channel;
import loa.contract.LoaEvent;
import loa.contract.Topics;

import static loa.publisher.Samples.idIn;
import static loa.publisher.Samples.report;
import static loa.publisher.Samples.send;
import static loa.publisher.Samples.signed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Reports on Kafka, progress over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProgressEndToEndTest {
    private final Desk desk = Desk.open();

    @AfterAll
    void close() {
        desk.close();
    }

    private JsonNode progress(String path) {
        return desk.get("auditor", path + "/progress?by=area").json();
    }

    private void awaitAccepted(String path, String channel, int accepted) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(
                progress(path).path("channels").path(channel).path("counts").path("accepted").asInt()).isEqualTo(accepted));
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), java.nio.charset.StandardCharsets.UTF_8);
    }

    @Test
    void reportsBecomeProgressInWhateverOrderAndHoweverOftenTheyCome() {
        String path = Samples.issued(desk, Samples.draft());
        JsonNode before = progress(path);
        assertThat(before.path("channels").path("sms").path("planning").asString()).isEqualTo("waiting");
        assertThat(before.path("settled").asBoolean()).isFalse();
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
        for (int sequence = 1; sequence <= 9; sequence++) {
            records.add(signed(desk, report(idIn(path), Channel.SMS, sequence, sequence)));
        }
        records.addAll(List.copyOf(records));
        Collections.shuffle(records, new Random(7));
        send(records);
        awaitAccepted(path, "sms", 9);
        assertThat(progress(path).path("settled").asBoolean()).isFalse();
        send(Samples.reports(desk, idIn(path), Channel.PUSH, 1, 9));
        send(Samples.reports(desk, idIn(path), Channel.SMS, 10, 9));
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            JsonNode progress = progress(path);
            assertThat(progress.path("settled").asBoolean()).as(progress.toString()).isTrue();
            assertThat(progress.path("areas").size()).isEqualTo(2);
            assertThat(progress.path("channels").path("sms").path("failures").path(0).path("reason").asString()).isEqualTo("twilio:21211");
        });
    }

    @Test
    void whatIsForgedStandsOnTheDeadLettersWithinTwoSecondsAndChangesNothing() {
        String path = Samples.issued(desk, Samples.draft());
        send(List.of(signed(desk, report(idIn(path), Channel.SMS, 1, 3))));
        awaitAccepted(path, "sms", 3);
        ProducerRecord<String, byte[]> changed = signed(desk, report(idIn(path), Channel.SMS, 2, 9));
        byte[] value = changed.value();
        value[value.length - 2] ^= 1;
        ProducerRecord<String, byte[]> unsigned = signed(desk, report(idIn(path), Channel.SMS, 3, 9));
        unsigned.headers().remove("ce_signature");
        ProducerRecord<String, byte[]> retyped = signed(desk, report(idIn(path), Channel.SMS, 4, 9));
        retyped.headers().remove("ce_type").add("ce_type", "vn.loa.DirectiveIssued".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        ProducerRecord<String, byte[]> misplaced = signed(desk,
                new LoaEvent.DirectiveCancelled(loa.contract.DirectiveId.parse(idIn(path)), 1, "x", Samples.in(0)));
        send(List.of(changed, unsigned, retyped, misplaced));
        long sent = System.currentTimeMillis();
        try (var letters = new TopicReader(Topics.DEAD_LETTERS)) {
            List<ConsumerRecord<String, byte[]>> found = letters.await(4, r -> idIn(path).equals(r.key()));
            assertThat(found).extracting(r -> header(r, "loa_reason")).containsExactlyInAnyOrder("forged", "unsigned", "forged",
                    "misplaced");
            assertThat(found).allSatisfy(r -> assertThat(r.timestamp()).isLessThan(sent + 2_000));
            assertThat(found).anySatisfy(r -> assertThat(Arrays.equals(r.value(), value)).isTrue());
            assertThat(found).allSatisfy(r -> assertThat(header(r, "loa_topic")).isEqualTo(Topics.DELIVERY_REPORTS));
        }
        assertThat(progress(path).path("channels").path("sms").path("counts").path("accepted").asInt()).isEqualTo(3);
    }

    @Test
    void progressIsToldLiveUntilAllIsSettled() throws Exception {
        String path = Samples.issued(desk, Samples.draft());
        CompletableFuture<List<String>> lines = listen(path, "");
        send(Samples.reports(desk, idIn(path), Channel.SMS, 1, 9));
        send(Samples.reports(desk, idIn(path), Channel.PUSH, 1, 4));
        awaitAccepted(path, "push", 4);
        send(Samples.reports(desk, idIn(path), Channel.PUSH, 2, 9));
        List<String> told = lines.get(30, TimeUnit.SECONDS);
        List<String> events = told.stream().filter(line -> line.startsWith("event:")).toList();
        assertThat(events.getFirst()).isEqualTo("event:progress");
        assertThat(events.getLast()).isEqualTo("event:settled");
        assertThat(told.stream().filter(line -> line.startsWith("data:")).toList().getLast()).contains("\"settled\":true")
                .doesNotContain("\"areas\"");
        assertThat(listen(path, "?by=area").get(30, TimeUnit.SECONDS).stream().filter(line -> line.startsWith("data:")).toList().getLast())
                .contains("\"areas\":[{\"area\":\"99001-01\",\"channel\":\"sms\"");
    }

    @Test
    void whatCannotBeAskedForIsRefusedBeforeAnythingIsTold() {
        String path = Samples.issued(desk, Samples.draft());
        assertThat(desk.get("auditor", path + "/progress?by=village").status()).isEqualTo(422);
        assertThat(status(path + "/progress?by=village", "text/event-stream")).isEqualTo(422);
        assertThat(status(path + "/progress", "text/event-stream;q=x, ,;")).isBetween(200, 499);
    }

    private int status(String path, String accept) {
        try {
            return desk.http().send(desk.request("auditor", path).header("Accept", accept).build(), HttpResponse.BodyHandlers.ofString())
                    .statusCode();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aReportThatCannotBeStoredIsADeadLetterAndHoldsUpNoOther() {
        String path = Samples.issued(desk, Samples.draft());
        LoaEvent.DeliveryReport good = report(idIn(path), Channel.SMS, 2, 5);
        var unstorable = new LoaEvent.DeliveryReport(good.directive(), 1, Channel.SMS, 0, 1, good.planning(), null, good.areas(),
                List.of(new LoaEvent.Failure("twilio:21211", "refused", 1, "a\u0000b")), null, null, null, good.asOf());
        send(List.of(signed(desk, unstorable), signed(desk, good)));
        awaitAccepted(path, "sms", 5);
        try (var letters = new TopicReader(Topics.DEAD_LETTERS)) {
            assertThat(letters.await(1, r -> idIn(path).equals(r.key()))).extracting(r -> header(r, "loa_reason"))
                    .containsExactly("unreadable");
        }
    }

    @Test
    void theNewestHaltComesFirst() {
        for (String area : List.of("99001-02", "99002-01")) {
            assertThat(desk.post("approver", "/api/v1/halts", "{\"area\": \"%s\", \"reason\": \"x\"}".formatted(area)).status())
                    .isEqualTo(201);
        }
        JsonNode first = desk.get("auditor", "/api/v1/halts?limit=1").json();
        assertThat(first.path("items").findValuesAsString("area")).containsExactly("99002-01");
        JsonNode second = desk.get("auditor", "/api/v1/halts?limit=1&cursor=" + first.path("next").asString()).json();
        assertThat(second.path("items").findValuesAsString("area")).containsExactly("99001-02");
        assertThat(desk.get("auditor", "/api/v1/halts?cursor=AA").status()).isEqualTo(422);
        assertThat(desk.get("auditor", "/api/v1/halts?cursor=OTkwMDE").status()).isEqualTo(422);
        desk.delete("approver", "/api/v1/halts/99001-02");
        desk.delete("approver", "/api/v1/halts/99002-01");
    }

    /** The lines of the stream, once the desk has ended it. */
    private CompletableFuture<List<String>> listen(String path, String query) {
        return desk.http().sendAsync(desk.request("auditor", path + "/progress" + query).header("Accept", "text/event-stream").build(),
                HttpResponse.BodyHandlers.ofLines()).thenApply(response -> {
                    assertThat(response.headers().firstValue("content-type").orElse("")).startsWith("text/event-stream");
                    try (Stream<String> body = response.body()) {
                        return body.toList();
                    }
                });
    }

    @Test
    void aHaltIsToldAndAcknowledged() throws IOException {
        assertThat(desk.post("auditor", "/api/v1/halts", "{\"area\": \"99001\", \"reason\": \"x\"}").status()).isEqualTo(403);
        assertThat(desk.post("clerk", "/api/v1/halts", "{\"area\": \"99002\", \"reason\": \"x\"}").status()).isEqualTo(403);
        assertThat(desk.post("clerk", "/api/v1/halts", "{\"area\": \"x\", \"channels\": [\"fax\"]}").json().path("errors")
                .findValuesAsString("pointer")).containsExactly("/area", "/reason", "/channels/0");
        assertThat(desk.post("clerk", "/api/v1/halts", "{\"area\": \"99001\", \"channels\": [], \"reason\": \"a\\u0000b\"}").status())
                .isEqualTo(422);
        Desk.Answer none = desk.post("clerk", "/api/v1/halts", "{\"area\": \"99001\", \"channels\": [], \"reason\": \"a\\u0007b\"}");
        assertThat(none.json().path("errors").findValuesAsString("pointer")).containsExactly("/reason", "/channels");
        Desk.Answer halted = desk.post("clerk", "/api/v1/halts",
                "{\"area\": \"99001\", \"channels\": [\"sms\", \"push\"], \"reason\": \"Loa hỏng\"}");
        assertThat(halted.status()).as(halted.raw().body()).isEqualTo(201);
        assertThat(halted.json().path("by").asString()).isEqualTo("clerk");
        send(List.of(signed(desk, new LoaEvent.HaltAcknowledged(new AreaCode("99001"), Channel.SMS, true, Samples.in(0)))));
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            JsonNode acknowledged = desk.get("auditor", "/api/v1/halts").json().path("items").path(0).path("acknowledged");
            assertThat(acknowledged.path("sms").isString()).as(acknowledged.toString()).isTrue();
            assertThat(acknowledged.path("push").isNull()).isTrue();
            assertThat(acknowledged.has("loudspeaker")).isFalse();
        });
        assertThat(desk.delete("clerk", "/api/v1/halts/99001").status()).isEqualTo(204);
        assertThat(desk.delete("clerk", "/api/v1/halts/99001").status()).isEqualTo(404);
        try (var topic = new TopicReader(Topics.DIRECTIVES)) {
            assertThat(topic.await(2, r -> r.key().equals("halt:99001"))).extracting(r -> header(r, "ce_type"))
                    .containsExactly("vn.loa.BroadcastHalted", "vn.loa.BroadcastResumed");
        }
    }
}
