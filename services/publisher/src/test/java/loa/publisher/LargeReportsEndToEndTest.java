package loa.publisher;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

import loa.contract.AreaCode;
import loa.contract.Channel;
import loa.contract.Counts;
import loa.contract.LoaEvent;

import static loa.publisher.Samples.idIn;
import static loa.publisher.Samples.send;
import static loa.publisher.Samples.signed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A directive that reaches every area of a large province, as the eight shards of a channel report it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LargeReportsEndToEndTest {
    private static final int AREAS = 2_800;
    private static final int SHARDS = 8;
    private static final int LAST = 3;

    private final Desk desk = Desk.open();

    @AfterAll
    void close() {
        desk.close();
    }

    @Test
    void twentyEightHundredAreasAreMergedFromReportsThatComeLostDoubledAndOutOfOrder() {
        String path = Samples.issued(desk, Samples.draft());
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
        for (int shard = 0; shard < SHARDS; shard++) {
            for (int sequence = 1; sequence <= LAST; sequence++) {
                // of some shards only the last is ever heard
                if (sequence == LAST || shard % 3 != 0) {
                    records.add(signed(desk, report(idIn(path), shard, sequence)));
                }
            }
        }
        // read once more, as by a desk that died before it had committed
        records.addAll(List.copyOf(records));
        Collections.shuffle(records, new Random(11));

        send(records);

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            JsonNode progress = desk.get("auditor", path + "/progress?by=area").json();
            assertThat(progress.path("channels").path("sms").path("counts").path("accepted").asInt()).isEqualTo(AREAS * SHARDS * LAST);
            assertThat(progress.path("areas").size()).isEqualTo(AREAS);
            assertThat(progress.path("areas")).allSatisfy(
                    area -> assertThat(area.path("counts").path("accepted").asInt()).as(area.toString()).isEqualTo(SHARDS * LAST));
        });
    }

    /** As many accepted in each area as the sequence says. */
    private static LoaEvent.DeliveryReport report(String id, int shard, int sequence) {
        LoaEvent.DeliveryReport small = Samples.report(id, Channel.SMS, sequence, 1);
        List<LoaEvent.AreaCounts> areas = IntStream.range(0, AREAS).mapToObj(i -> new LoaEvent.AreaCounts(
                new AreaCode("%05d-%03d".formatted(99_100 + i / 28, 100 + i % 28)),
                new Counts(LAST, LAST - sequence, 0, 0, 0, sequence, 0, 0, 0, 0, 0, 0))).toList();
        return new LoaEvent.DeliveryReport(small.directive(), 1, Channel.SMS, shard, sequence, small.planning(), null, areas, List.of(),
                small.firstAttemptAt(), small.lastAttemptAt(), null, small.asOf());
    }
}
