package loa.delivery.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import loa.contract.AreaCode;
import loa.contract.BulletinClass;
import loa.contract.DirectiveId;
import loa.delivery.RecipientId;
import loa.delivery.Revision;
import loa.delivery.work.WorkRecord;
import loa.delivery.work.WorkRecordCodec;
import loa.delivery.work.WorkRecords;
import loa.delivery.work.WorkTopic;

import static loa.contract.BulletinClass.EMERGENCY;
import static loa.contract.BulletinClass.ROUTINE;
import static org.assertj.core.api.Assertions.assertThat;

/** What every topic of work records keeps, and what the group that reads a lane may rely on. */
abstract class WorkTopicContract {
    private static final int MOST_POLLS = 300;
    private static final Duration POLL = Duration.ofMillis(100);

    private final Revision revision = new Revision(DirectiveId.next(), 1);
    private final WorkRecordCodec codec = new WorkRecordCodec();
    private final Noted noted = new Noted();
    private WorkTopic topic;

    /** The table, as far as a topic writes into it. */
    private static final class Noted implements WorkRecords {
        private final List<Stored> all = new ArrayList<>();

        @Override
        public void acknowledged(List<Stored> stored) {
            all.addAll(stored);
        }

        @Override
        public List<Laned> takeUnacknowledged(Instant now, Duration patience, Duration inAnEmergency, int limit) {
            throw new UnsupportedOperationException("a topic takes no records");
        }

        @Override
        public List<Laned> takeLost(BulletinClass lane, List<Progress> progress, Instant now, Duration patience, int limit) {
            throw new UnsupportedOperationException("a topic takes no records");
        }

        @Override
        public List<Laned> reopenParked(Collection<AreaCode> halted, Instant now, int limit) {
            throw new UnsupportedOperationException("a topic takes no records");
        }
    }

    /** A topic of which nobody has read anything that stands there yet, and from now on no other test writes. */
    abstract WorkTopic open(WorkRecords noted);

    /** A member of the lane's group, subscribed. The group goes on where it has committed; at first with what is produced after open. */
    abstract Consumer<String, byte[]> join(BulletinClass lane);

    /** It is not a member any more. */
    abstract void leave(Consumer<String, byte[]> member);

    /** Somebody puts bytes there that are no work record. */
    abstract void spoil(BulletinClass lane);

    /** Hands over one that the broker does not take, as it is not there or as the record is too large. */
    abstract void produceInVain(WorkTopic to, BulletinClass lane, WorkRecord record);

    /** Ends what was opened. */
    abstract void close();

    @BeforeEach
    void openTopic() {
        topic = open(noted);
    }

    @AfterEach
    void closeTopic() {
        close();
    }

    @Test
    void eachRecordIsReadInItsLaneWhereItIsNotedToLie() {
        List<WorkRecord> emergencies = produce(EMERGENCY, 0, 5);
        List<WorkRecord> routine = produce(ROUTINE, 5, 7);
        topic.flush();

        assertThat(noted.all).extracting(WorkRecords.Stored::record).containsExactlyInAnyOrderElementsOf(both(emergencies, routine));
        var member = join(EMERGENCY);
        List<ConsumerRecord<String, byte[]>> read = read(member, 5);
        assertThat(read).extracting(ConsumerRecord::key)
                .containsExactlyInAnyOrderElementsOf(emergencies.stream().map(WorkRecord::key).toList());
        for (ConsumerRecord<String, byte[]> record : read) {
            WorkRecord content = codec.read(record.value()).orElseThrow();
            assertThat(noted.all).contains(new WorkRecords.Stored(content, record.partition(), record.offset()));
        }
        leave(member);
    }

    @Test
    void whatLiesOnOnePartitionLiesThereInTheOrderInWhichItWasHandedOver() {
        boolean unused = produce(EMERGENCY, 0, 30).isEmpty();
        topic.flush();

        var member = join(EMERGENCY);
        Map<Integer, Integer> last = new HashMap<>();
        for (ConsumerRecord<String, byte[]> record : read(member, 30)) {
            int seq = codec.read(record.value()).orElseThrow().seq();
            Integer before = last.put(record.partition(), seq);
            assertThat(before == null || before < seq).as("%s before %d", before, seq).isTrue();
        }
        leave(member);
    }

    @Test
    void aRecordThatIsProducedAgainLiesThereTwiceUnderTheSameKey() {
        List<WorkRecord> first = produce(EMERGENCY, 0, 1);
        topic.flush();
        List<WorkRecord> again = produce(EMERGENCY, 0, 1);
        topic.flush();

        assertThat(again).isEqualTo(first);
        assertThat(new HashSet<>(noted.all)).as("two places").hasSize(2);
        var member = join(EMERGENCY);
        List<ConsumerRecord<String, byte[]>> read = read(member, 2);
        assertThat(read).extracting(ConsumerRecord::key).containsOnly(first.getFirst().key());
        assertThat(read).allMatch(record -> codec.read(record.value()).equals(Optional.of(first.getFirst())));
        leave(member);
    }

    @Test
    void whatTheBrokerDoesNotTakeIsNotNotedAndHoldsUpNothing() {
        WorkRecord inVain = record(0, WorkRecord.MOST);
        produceInVain(topic, EMERGENCY, inVain);
        List<WorkRecord> others = produce(EMERGENCY, 1, 3);
        topic.flush();

        assertThat(noted.all).extracting(WorkRecords.Stored::record).containsExactlyInAnyOrderElementsOf(others);
        var member = join(EMERGENCY);
        assertThat(read(member, 2)).extracting(ConsumerRecord::key).doesNotContain(inVain.key());
        leave(member);
    }

    @Test
    void theLargestRecordThatIsPlannedIsTaken() {
        WorkRecord largest = record(0, WorkRecord.MOST);
        topic.produce(EMERGENCY, largest);
        topic.flush();

        var member = join(EMERGENCY);
        assertThat(codec.read(read(member, 1).getFirst().value())).contains(largest);
        leave(member);
    }

    @Test
    void whatNobodyCanReadIsPassedOverByItsOffset() {
        spoil(EMERGENCY);
        List<WorkRecord> records = produce(EMERGENCY, 0, 3);
        topic.flush();

        var member = join(EMERGENCY);
        List<ConsumerRecord<String, byte[]>> read = read(member, 4);
        assertThat(read.stream().filter(record -> codec.read(record.value()).isEmpty())).hasSize(1);
        assertThat(read.stream().flatMap(record -> codec.read(record.value()).stream())).containsExactlyInAnyOrderElementsOf(records);
        commit(member, behind(read));
        leave(member);
        boolean unused = produce(EMERGENCY, 3, 4).isEmpty();
        topic.flush();
        var next = join(EMERGENCY);
        assertThat(read(next, 1)).extracting(ConsumerRecord::key).containsExactly(revision + "/3");
        leave(next);
    }

    @Test
    void whoComesAfterAnotherReadsFromTheCommittedOffsetsOn() {
        boolean unused = produce(EMERGENCY, 0, 12).isEmpty();
        topic.flush();
        var first = join(EMERGENCY);
        List<ConsumerRecord<String, byte[]>> read = read(first, 12);
        int partition = read.getFirst().partition();
        List<ConsumerRecord<String, byte[]>> finished = read.stream().filter(record -> record.partition() == partition).toList();
        commit(first, behind(finished));
        leave(first);

        var second = join(EMERGENCY);
        List<ConsumerRecord<String, byte[]>> rest = read(second, 12 - finished.size());
        assertThat(rest).extracting(ConsumerRecord::key).doesNotContainAnyElementsOf(
                finished.stream().map(ConsumerRecord::key).toList()).doesNotHaveDuplicates();
        assertThat(rest).noneMatch(record -> record.partition() == partition);
        leave(second);
    }

    @Test
    void whatWasAcknowledgedIsNotedOnceAlsoWithoutAFlush() {
        topic.produce(ROUTINE, record(0, 2));
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
            topic.noteAcknowledged();
            return !noted.all.isEmpty();
        });
        topic.noteAcknowledged();
        topic.flush();

        assertThat(noted.all).hasSize(1);
    }

    private List<WorkRecord> produce(BulletinClass lane, int from, int to) {
        List<WorkRecord> records = IntStream.range(from, to).mapToObj(seq -> record(seq, 2)).toList();
        records.forEach(record -> topic.produce(lane, record));
        return records;
    }

    /** The same content whenever it is asked for. */
    private WorkRecord record(int seq, int size) {
        List<RecipientId> recipients = IntStream.range(0, size).mapToObj(i -> new RecipientId(new UUID(seq, i))).toList();
        return new WorkRecord(revision, seq, List.of(new WorkRecord.Run(Worlds.EAST, recipients)));
    }

    private static List<ConsumerRecord<String, byte[]>> read(Consumer<String, byte[]> member, int number) {
        List<ConsumerRecord<String, byte[]>> read = new ArrayList<>();
        await(() -> {
            member.poll(POLL).forEach(read::add);
            return read.size() >= number;
        });
        member.poll(POLL).forEach(read::add);
        assertThat(read).as("no more than that").hasSize(number);
        return read;
    }

    private static Map<TopicPartition, OffsetAndMetadata> behind(List<ConsumerRecord<String, byte[]>> read) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        read.forEach(record -> offsets.merge(new TopicPartition(record.topic(), record.partition()),
                new OffsetAndMetadata(record.offset() + 1), (a, b) -> a.offset() > b.offset() ? a : b));
        return offsets;
    }

    private static void commit(Consumer<String, byte[]> member, Map<TopicPartition, OffsetAndMetadata> offsets) {
        AtomicBoolean committed = new AtomicBoolean();
        member.pause(member.assignment());
        member.commitAsync(offsets, (_, failure) -> committed.set(failure == null));
        await(() -> {
            member.poll(POLL);
            return committed.get();
        });
    }

    private static void await(BooleanSupplier done) {
        for (int polls = 0; polls < MOST_POLLS; polls++) {
            if (done.getAsBoolean()) {
                return;
            }
        }
        assertThat(done.getAsBoolean()).as("after %d looks", MOST_POLLS).isTrue();
    }

    private static List<WorkRecord> both(List<WorkRecord> some, List<WorkRecord> others) {
        List<WorkRecord> all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }

    static byte[] unreadable() {
        byte[] bytes = new byte[40];
        Arrays.fill(bytes, (byte) '?');
        return bytes;
    }
}
