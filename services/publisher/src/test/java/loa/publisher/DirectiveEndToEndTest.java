package loa.publisher;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

import loa.contract.AreaCode;
import loa.contract.Channel;
import loa.contract.Counts;
import loa.contract.DirectiveId;
import loa.contract.EventSigner;
import loa.contract.EventVerifier;
import loa.contract.KeyDirectory;
import loa.contract.LoaEvent;
import loa.contract.LoaJson;
import loa.contract.Planning;
import loa.contract.Topics;
import loa.contract.Verification;
import loa.sandbox.SharedServers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The walk of the API by HTTP, with what Kafka gets to see of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DirectiveEndToEndTest {
    static final String AREAS = """
                                code,parent_code,type,name,valid_from,valid_to,aliases
                                99,,province,Tỉnh Mẫu,2025-07-01,,
                                99001,99,commune,Xã Đông Mẫu,2025-07-01,,
                                99002,99,ward,Phường Tây Mẫu,2025-07-01,,
                                99001-01,99001,village,Thôn Đông,2025-07-01,,Thôn 1|Làng Đông
                                99001-02,99001,village,Thôn Đoài,2025-07-01,,
                                99002-01,99002,residential-group,Tổ dân phố 1,2025-07-01,,
                                """;
    private final Desk desk = Desk.open();

    @BeforeAll
    void importAreas() {
        Desk.Answer started = desk.importAreas(AREAS);
        assertThat(started.status()).as(started.raw().body()).isEqualTo(202);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            JsonNode report = desk.get("administrator", started.header("Location")).json();
            assertThat(report.path("state").asString()).as(report.toString()).isEqualTo("done");
            assertThat(report.path("added").asInt()).isEqualTo(6);
        });
    }

    @AfterAll
    void close() {
        desk.close();
    }

    static String draft(OffsetDateTime expires) {
        return """
               {"issuingBody": "Ban Tuyên giáo Tỉnh ủy",
                "source": {"number": "293", "symbol": "CV/TU", "issuingBody": "BAN TUYÊN GIÁO", "date": "2021-08-09",
                           "subject": "Quán triệt", "text": "Kính gửi: các cấp ủy"},
                "bulletinClass": "emergency", "exercise": false, "areas": ["99001", "99001-02", "99002-01"], "channels": ["sms", "push"],
                "bulletins": [{"channel": "sms", "language": "vi", "text": "Thông báo theo CV {number}. Mã {code}"},
                              {"channel": "push", "language": "vi", "title": "Thông báo của tỉnh", "text": "Mã {code}"}],
                "effective": null, "expires": "%s"}
               """.formatted(LoaJson.format(expires));
    }

    private String issue() {
        String id = desk.post("drafter", "/api/v1/directives", draft(OffsetDateTime.now().plusHours(3))).json().path("id").asString();
        String path = "/api/v1/directives/" + id;
        assertThat(desk.post("drafter", path + ":submit", "").status()).isEqualTo(200);
        String version = desk.get("approver", path).json().path("version").asString();
        Desk.Answer approved = desk.post("approver", path + ":approve", "", "If-Match", "\"" + version + "\"");
        assertThat(approved.status()).as(approved.raw().body()).isEqualTo(200);
        Desk.Answer issued = desk.post("approver", path + ":issue", "");
        assertThat(issued.status()).as(issued.raw().body()).isEqualTo(200);
        assertThat(issued.json().path("state").asString()).isEqualTo("issued");
        return id;
    }

    @Test
    void aDirectiveGoesFromDraftToKafka() {
        Desk.Answer drafted = desk.post("drafter", "/api/v1/directives", draft(OffsetDateTime.now().plusHours(3)), "Idempotency-Key", "t1");
        assertThat(drafted.status()).as(drafted.raw().body()).isEqualTo(201);
        assertThat(drafted.header("ETag")).isEqualTo("\"1\"");
        assertThat(drafted.json().path("areas").toString()).isEqualTo("[\"99001\",\"99002-01\"]");
        assertThat(drafted.json().path("warnings").toString()).contains("99001-02");

        String id = issue();
        JsonNode directive = desk.get("auditor", "/api/v1/directives/" + id).json();
        assertThat(directive.path("version").asInt()).isEqualTo(4);
        assertThat(directive.path("history").findValuesAsString("act")).containsExactly("drafted", "submitted", "approved", "issued");
        try (var topic = new TopicReader(Topics.DIRECTIVES)) {
            ConsumerRecord<String, byte[]> record = topic.await(1, r -> r.key().equals(id)).getFirst();
            assertThat(new EventVerifier(new KeyDirectory(desk.keys).ring()).verify(record)).isInstanceOfSatisfying(
                    Verification.Genuine.class,
                    genuine -> assertThat(genuine.event()).isInstanceOfSatisfying(LoaEvent.DirectiveIssued.class, event -> {
                        assertThat(event.content().coveredAreas()).extracting(AreaCode::value).containsExactly("99001", "99001-01",
                                "99001-02", "99002-01");
                        String code = directive.path("checkCode").asString();
                        assertThat(event.content().bulletinsOf(Channel.SMS).getFirst().text())
                                .isEqualTo("Thông báo theo CV 293. Mã " + code);
                    }));
            assertThat(new String(record.value(), StandardCharsets.UTF_8)).doesNotContain("Kính gửi", "drafter", "approver");
        }
    }

    @Test
    void reportsBecomeProgress() {
        String id = issue();
        JsonNode before = desk.get("auditor", "/api/v1/directives/" + id + "/progress").json();
        assertThat(before.path("channels").path("sms").path("planning").asString()).isEqualTo("waiting");
        assertThat(before.path("settled").asBoolean()).isFalse();
        for (Channel channel : List.of(Channel.SMS, Channel.PUSH)) {
            send(signer().sign(Topics.DELIVERY_REPORTS, report(id, channel, new Counts(10, 0, 0, 0, 0, 9, 1, 0, 0, 0, 5, 0), 7, null)));
        }
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            JsonNode progress = desk.get("auditor", "/api/v1/directives/" + id + "/progress?by=area").json();
            assertThat(progress.path("settled").asBoolean()).as(progress.toString()).isTrue();
            assertThat(progress.path("channels").path("sms").path("counts").path("accepted").asInt()).isEqualTo(9);
            assertThat(progress.path("areas").size()).isEqualTo(2);
        });
    }

    private LoaEvent.DeliveryReport report(String id, Channel channel, Counts counts, long sequence,
            @Nullable OffsetDateTime cancelled) {
        OffsetDateTime now = OffsetDateTime.now();
        return new LoaEvent.DeliveryReport(DirectiveId.parse(id), 1, channel, 0, sequence, Planning.COMPLETE, null,
                List.of(new LoaEvent.AreaCounts(new AreaCode("99001-01"), counts)),
                List.of(new LoaEvent.Failure("twilio:21211", "refused", 1, "Số không hợp lệ")),
                now, now, cancelled, now);
    }

    private EventSigner signer() {
        return new EventSigner(new KeyDirectory(desk.keys).signingKey("k1"), "/loa/sms", Clock.systemUTC());
    }

    private static void send(ProducerRecord<String, byte[]> record) {
        try (var producer = new KafkaProducer<String, byte[]>(Map.of("bootstrap.servers", SharedServers.kafka().bootstrapServers(),
                "key.serializer", StringSerializer.class, "value.serializer", ByteArraySerializer.class))) {
            var _ = producer.send(record);
        }
    }
}
