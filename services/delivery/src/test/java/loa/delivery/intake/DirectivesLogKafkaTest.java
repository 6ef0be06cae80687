package loa.delivery.intake;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import loa.contract.Topics;
import loa.delivery.clock.Clocks;
import loa.delivery.control.Hearing;
import loa.delivery.postgres.Database;
import loa.delivery.support.InterposedSource;
import loa.delivery.support.TestSchema;
import loa.sandbox.SharedServers;
import loa.sandbox.kafka.KafkaNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** On a broker of its own: the topic is made anew here, and the other tests of the module read it. */
@Timeout(120)
class DirectivesLogKafkaTest {
    private static final TopicPartition PARTITION = new TopicPartition(Topics.DIRECTIVES, 0);
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration BEYOND_A_LOOK = Duration.ofSeconds(11);

    @TempDir
    private static Path directory;

    private static KafkaNode node;
    private static Map<String, Object> connection;
    private static Admin admin;

    private final TestSchema schema = new TestSchema();
    private final InterposedSource source = new InterposedSource(schema.source());
    private final IntakePositions positions = new IntakePositions(new Database(source.source()));
    private final AtomicLong passed = new AtomicLong();
    private final Clocks clocks = new Clocks(InstantSource.system(), passed::get);
    private final Hearing hearing = new Hearing(clocks);
    private final FailingConsumer consumer = new FailingConsumer();
    private final DirectivesLog log = new DirectivesLog(consumer, admin(), positions, hearing, clocks);
    private final List<Long> read = new ArrayList<>();

    private static Admin admin() {
        return admin;
    }

    /** A real consumer that does not learn the group's offsets when the test says so. */
    private static final class FailingConsumer extends KafkaConsumer<String, byte[]> {
        private final AtomicBoolean isCoordinatorAway = new AtomicBoolean();
        private final AtomicBoolean isWoken = new AtomicBoolean();

        FailingConsumer() {
            super(Map.of("bootstrap.servers", node.bootstrapServers(), "group.id", SharedServers.freshName("log"), "enable.auto.commit",
                    false, "auto.offset.reset", "earliest", "metadata.max.age.ms", 200), new StringDeserializer(),
                    new ByteArrayDeserializer());
        }

        @Override
        public Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions, Duration patience) {
            if (isCoordinatorAway.getAndSet(false)) {
                throw new TimeoutException("the coordinator is loading");
            }
            if (isWoken.getAndSet(false)) {
                throw new WakeupException();
            }
            return super.committed(partitions, patience);
        }
    }

    @BeforeAll
    static void start() throws Exception {
        node = KafkaNode.start(directory.resolve("kafka"), 0);
        connection = Map.of("bootstrap.servers", node.bootstrapServers());
        admin = Admin.create(connection);
    }

    @AfterAll
    static void stop() throws Exception {
        admin.close();
        node.close();
    }

    /** Ten records; the group is at the eighth, the schema, restored from a backup, at the third. */
    @BeforeEach
    void restore() throws Exception {
        makeTopic();
        write(10);
        positions.open(admin);
        schema.database().change(session -> positions.moveOn(session, 0, 3));
        consumer.commitSync(Map.of(PARTITION, new OffsetAndMetadata(8)));
    }

    @AfterEach
    void close() throws Exception {
        log.close();
        schema.close();
        admin.deleteTopics(List.of(Topics.DIRECTIVES)).all().get();
    }

    @Test
    void whatTheSchemaHasNotSeenIsReadThoughTheGroupIsAhead() {
        readUntil(9);

        assertThat(read).isEqualTo(from(3, 10));
        assertThat(hearing.isFresh()).isTrue();
    }

    @Test
    void aCoordinatorThatDidNotAnswerSkipsNothing() {
        consumer.isCoordinatorAway.set(true);
        assertThatThrownBy(log::poll).isInstanceOf(TimeoutException.class);

        readUntil(9);

        assertThat(read).isEqualTo(from(3, 10));
    }

    @Test
    void aDatabaseThatDidNotAnswerSkipsNothing() {
        source.beforeConnections(() -> {
            throw new SQLException("the database is away", "08006");
        });
        assertThatThrownBy(log::poll).hasMessageContaining("the database is away");
        source.beforeConnections(() -> {
        });

        readUntil(9);

        assertThat(read).isEqualTo(from(3, 10));
    }

    @Test
    void whoIsWokenBeforeHeKnowsWhereToReadHasHeardNothing() throws Exception {
        consumer.isWoken.set(true);

        log.taken(log.poll());

        assertThat(hearing.isFresh()).isFalse();
        readUntil(9);
        assertThat(read).isEqualTo(from(3, 10));
    }

    @Test
    void aTopicMadeAnewIsReadFromItsBeginningHoweverOftenTheLookFails() throws Exception {
        readUntil(9);
        read.clear();
        makeTopicAnew(20);

        passed.addAndGet(BEYOND_A_LOOK.toNanos());
        source.beforeNextCommit(() -> source.beforeNextCommit(() -> {
            throw new SQLException("gone after it was noted", "08006");
        }));
        assertThatThrownBy(log::poll).hasMessageContaining("gone after it was noted");
        consumer.isCoordinatorAway.set(true);
        assertThatThrownBy(log::poll).isInstanceOf(TimeoutException.class);
        readUntil(19);

        assertThat(read).isEqualTo(from(0, 20));
        assertThat(positions.isOlderThanSchema(0, 0)).as("it was written after this schema was made").isFalse();
    }

    private void readUntil(long offset) {
        await().atMost(SOON).until(() -> {
            ConsumerRecords<String, byte[]> records = log.poll();
            records.forEach(record -> read.add(record.offset()));
            log.taken(records);
            return read.contains(offset) && hearing.isFresh();
        });
    }

    private static List<Long> from(int first, int end) {
        return IntStream.range(first, end).mapToObj(Long::valueOf).toList();
    }

    private static void makeTopic() throws Exception {
        admin.createTopics(List.of(new NewTopic(Topics.DIRECTIVES, 1, (short) 1))).all().get();
    }

    private static void makeTopicAnew(int records) throws Exception {
        admin.deleteTopics(List.of(Topics.DIRECTIVES)).all().get();
        makeTopic();
        write(records);
    }

    private static void write(int records) throws Exception {
        try (var producer = new KafkaProducer<>(connection, new StringSerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < records; i++) {
                producer.send(new ProducerRecord<>(Topics.DIRECTIVES, 0, "directive", new byte[]{(byte) i})).get();
            }
        }
    }
}
