package loa.publisher;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

import loa.contract.AreaCode;
import loa.contract.Channel;
import loa.contract.Counts;
import loa.contract.DirectiveId;
import loa.contract.EventSigner;
import loa.contract.KeyDirectory;
import loa.contract.LoaEvent;
import loa.contract.LoaJson;
import loa.contract.Planning;
import loa.contract.Topics;
import loa.sandbox.SharedServers;

import static org.assertj.core.api.Assertions.assertThat;

/** A province of our own invention, a directive for it, and what a channel would say. */
final class Samples {
    static final String AREAS = """
        code,parent_code,type,name,valid_from,valid_to,aliases
        99,,province,Tỉnh Mẫu,2025-07-01,,
        99001,99,commune,Xã Đông Mẫu,2025-07-01,,
        99002,99,ward,Phường Tây Mẫu,2025-07-01,,
        99001-01,99001,village,Thôn Đông,2025-07-01,,Thôn 1|Làng Đông
        99001-02,99001,village,Thôn Đoài,2025-07-01,,
        99002-01,99002,residential-group,Tổ dân phố 1,2025-07-01,,
        """;

    private Samples() {}

    static OffsetDateTime in(long seconds) {
        return OffsetDateTime.now(LoaJson.OFFSET).plusSeconds(seconds);
    }

    /** For SMS and push, in the province's first commune and one residential group. */
    static String draft(@Nullable OffsetDateTime effective, OffsetDateTime expires) {
        return """
            {"issuingBody": "Ban Tuyên giáo Tỉnh ủy",
             "source": {"number": "293", "symbol": "CV/TU", "issuingBody": "BAN TUYÊN GIÁO", "date": "2021-08-09",
                        "subject": "Quán triệt", "text": "Kính gửi: các cấp ủy"},
             "bulletinClass": "emergency", "exercise": false, "areas": ["99001", "99001-02", "99002-01"], "channels": ["sms", "push"],
             "bulletins": [{"channel": "sms", "language": "vi", "text": "Thông báo theo CV {number}. Mã {code}"},
                           {"channel": "push", "language": "vi", "title": "Thông báo của tỉnh", "text": "Mã {code}"}],
             "effective": %s, "expires": "%s"}
            """.formatted(effective == null ? "null" : "\"" + LoaJson.format(effective) + "\"", LoaJson.format(expires));
    }

    static String draft() {
        return draft(null, in(3 * 3600));
    }

    /** The path of a new draft. */
    static String drafted(Desk desk, String draft) {
        Desk.Answer answer = desk.post("drafter", "/api/v1/directives", draft);
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(201);
        return answer.header("Location");
    }

    /** The path of a directive that may be issued. */
    static String approved(Desk desk, String draft) {
        String path = drafted(desk, draft);
        assertThat(desk.post("drafter", path + ":submit", "").status()).isEqualTo(200);
        Desk.Answer approved = desk.post("approver", path + ":approve", "", "If-Match", desk.get("approver", path).header("ETag"));
        assertThat(approved.status()).as(approved.raw().body()).isEqualTo(200);
        return path;
    }

    /** The path of a directive that has been issued, or scheduled. */
    static String issued(Desk desk, String draft) {
        String path = approved(desk, draft);
        Desk.Answer issued = desk.post("approver", path + ":issue", "");
        assertThat(issued.status()).as(issued.raw().body()).isEqualTo(200);
        return path;
    }

    static String idIn(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Ten recipients, nine accepted and one refused, as a channel with one shard would say it. */
    static LoaEvent.DeliveryReport report(String id, Channel channel, long sequence, long accepted) {
        OffsetDateTime now = in(0);
        var counts = new Counts(10, 9 - accepted, 0, 0, 0, accepted, 1, 0, 0, 0, accepted / 2, 0);
        return new LoaEvent.DeliveryReport(DirectiveId.parse(id), 1, channel, 0, sequence, Planning.COMPLETE, null,
                List.of(new LoaEvent.AreaCounts(new AreaCode("99001-01"), counts)),
                List.of(new LoaEvent.Failure("twilio:21211", "refused", 1, "Số không hợp lệ")), now, now, null, now);
    }

    /** The same as a channel says it, in eight shards of which the first counts all. */
    static List<ProducerRecord<String, byte[]>> reports(Desk desk, String id, Channel channel, long sequence, long accepted) {
        LoaEvent.DeliveryReport first = report(id, channel, sequence, accepted);
        return IntStream.range(0, 8).mapToObj(shard -> signed(desk, shard == 0 ? first : empty(first, shard))).toList();
    }

    /** A shard that has nobody. */
    static LoaEvent.DeliveryReport empty(LoaEvent.DeliveryReport other, int shard) {
        return new LoaEvent.DeliveryReport(other.directive(), other.revision(), other.channel(), shard, other.sequence(), other.planning(),
                null, List.of(), List.of(), null, null, null, other.asOf());
    }

    /** As a channel that has the keys of this desk signs it. */
    static ProducerRecord<String, byte[]> signed(Desk desk, LoaEvent event) {
        return new EventSigner(new KeyDirectory(desk.keys()).signingKey("k1"), "/loa/sms", Clock.systemUTC()).sign(Topics.DELIVERY_REPORTS,
                event);
    }

    static void send(List<ProducerRecord<String, byte[]>> records) {
        try (var producer = new KafkaProducer<String, byte[]>(Map.of("bootstrap.servers", SharedServers.kafka().bootstrapServers(),
                "key.serializer", StringSerializer.class, "value.serializer", ByteArraySerializer.class))) {
            for (ProducerRecord<String, byte[]> record : records) {
                producer.send(record).get(20, TimeUnit.SECONDS);
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
