package loa.delivery.upkeep;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import loa.contract.AreaCode;
import loa.contract.BulletinClass;
import loa.contract.Channel;
import loa.contract.DirectiveId;
import loa.contract.Topics;
import loa.delivery.RecipientId;
import loa.delivery.Revision;
import loa.delivery.kafka.EngineTopics;
import loa.delivery.kafka.KafkaClients;
import loa.delivery.support.TestSchema;
import loa.delivery.work.SqlWorkRecords;
import loa.delivery.work.WorkRecord;
import loa.delivery.work.WorkRecords;
import loa.sandbox.SharedServers;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class LaneProgressKafkaTest {
    private static final Channel CHANNEL = Channel.LOUDSPEAKER;

    private final KafkaClients clients = new KafkaClients(Map.of("bootstrap.servers", SharedServers.kafka().bootstrapServers()),
            "lane-progress", Duration.ofSeconds(6));
    private final Admin admin = clients.admin();
    private final KafkaLaneProgress progress = new KafkaLaneProgress(CHANNEL, admin);

    @BeforeEach
    void makeTopics() throws InterruptedException {
        new EngineTopics(CHANNEL, 1).create(admin);
    }

    @AfterEach
    void close() {
        clients.close();
    }

    @Test
    void aLaneIsAsFarAsItsGroupHasCommitted() throws Exception {
        long first = write(BulletinClass.EMERGENCY, 8);
        commit(BulletinClass.EMERGENCY, first + 2);

        assertThat(progress.of(BulletinClass.EMERGENCY)).hasSize(6).contains(new WorkRecords.Progress(0, first + 2, first + 8));
    }

    @Test
    void whatAgedOutOfTheTopicIsRungForAgain() throws Exception {
        BulletinClass lane = BulletinClass.ROUTINE;
        long first = write(lane, 8);
        commit(lane, first + 2);
        age(lane, first + 5);

        assertThat(progress.of(lane)).contains(new WorkRecords.Progress(0, first + 5, first + 8));
        assertThat(seqsLostOf(lane, first)).as("before that they were read, and after it they wait in the topic")
                .containsExactlyInAnyOrder(0, 1, 2, 3, 4);
    }

    @Test
    void alsoWhereTheGroupHasNeverCommittedOrKafkaHasForgottenIt() throws Exception {
        long first = write(BulletinClass.PRIORITY, 8);
        age(BulletinClass.PRIORITY, first + 8);

        assertThat(progress.of(BulletinClass.PRIORITY)).contains(new WorkRecords.Progress(0, first + 8, first + 8));
    }

    /** Eight open records stand at the offsets from {@code first}; which of them upkeep takes. */
    private List<Integer> seqsLostOf(BulletinClass lane, long first) throws InterruptedException {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        try (TestSchema schema = new TestSchema()) {
            var records = new SqlWorkRecords(schema.database());
            var revision = new Revision(DirectiveId.next(), 1);
            for (int seq = 0; seq < 8; seq++) {
                var record = new WorkRecord(revision, seq,
                        List.of(new WorkRecord.Run(new AreaCode("99001-01"), List.of(new RecipientId(UUID.randomUUID())))));
                schema.database().change(session -> records.insert(session, lane, List.of(record), now));
                records.acknowledged(List.of(new WorkRecords.Stored(record, 0, first + seq)));
            }
            return records.takeLost(lane, progress.of(lane), now.plusSeconds(60), Duration.ofSeconds(15), 100).stream()
                    .map(laned -> laned.record().seq()).toList();
        }
    }

    /** Where the first of them stands. */
    private long write(BulletinClass lane, int records) throws Exception {
        long first = admin.listOffsets(Map.of(partition(lane), OffsetSpec.latest())).partitionResult(partition(lane)).get().offset();
        try (Producer<String, byte[]> producer = clients.producer()) {
            for (int i = 0; i < records; i++) {
                producer.send(new ProducerRecord<>(Topics.work(CHANNEL, lane), 0, "record", new byte[]{(byte) i})).get();
            }
        }
        return first;
    }

    private void commit(BulletinClass lane, long offset) throws Exception {
        admin.alterConsumerGroupOffsets(Topics.laneGroup(CHANNEL, lane), Map.of(partition(lane), new OffsetAndMetadata(offset))).all()
                .get();
    }

    /** What retention does. */
    private void age(BulletinClass lane, long before) throws Exception {
        admin.deleteRecords(Map.of(partition(lane), RecordsToDelete.beforeOffset(before))).all().get();
    }

    private static TopicPartition partition(BulletinClass lane) {
        return new TopicPartition(Topics.work(CHANNEL, lane), 0);
    }
}
