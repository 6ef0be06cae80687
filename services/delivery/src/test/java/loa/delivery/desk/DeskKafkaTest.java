package loa.delivery.desk;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import loa.api.access.Caller;
import loa.contract.AccessKey;
import loa.contract.Area;
import loa.contract.AreaCode;
import loa.contract.AreaType;
import loa.contract.KeyDirectory;
import loa.contract.RecordSigner;
import loa.contract.Role;
import loa.contract.Topics;
import loa.sandbox.SharedServers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class DeskKafkaTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final AreaCode COMMUNE = new AreaCode("99001");
    private static final AreaCode VILLAGE = new AreaCode("99001-03");

    @TempDir
    private static Path directory;

    private static Map<String, Object> connection;
    private static KafkaProducer<String, byte[]> producer;
    private static RecordSigner signer;
    private static Desk desk;

    @BeforeAll
    static void start() throws Exception {
        connection = Map.of("bootstrap.servers", SharedServers.kafka().bootstrapServers());
        producer = new KafkaProducer<>(connection, new StringSerializer(), new ByteArraySerializer());
        KeyDirectory keys = new KeyDirectory(directory.resolve("keys"));
        keys.createIfMissing("k1");
        signer = new RecordSigner(keys.signingKey("k1"), Clock.systemUTC());
        desk = new Desk(connection, keys.ring(), "test");
        desk.start(); // Before the topics are there, as when the services start apart.
        try (Admin admin = Admin.create(connection)) {
            Map<String, String> compacted = Map.of("cleanup.policy", "compact");
            List<NewTopic> topics = List.of(new NewTopic(Topics.AREAS, 1, (short) 1).configs(compacted),
                    new NewTopic(Topics.ACCESS, 1, (short) 1).configs(compacted), new NewTopic(Topics.DEAD_LETTERS, 1, (short) 1));
            Set<String> there = admin.listTopics().names().get(); // The broker is shared with the other tests of this module.
            admin.createTopics(topics.stream().filter(topic -> !there.contains(topic.name())).toList()).all().get();
        }
        assertThat(desk.awaitCaughtUp(SOON)).isTrue();
    }

    @AfterAll
    static void stop() {
        desk.close();
        producer.close();
    }

    @Test
    void areasAreKnownWithTheirPathsUntilTheyAreRemoved() throws Exception {
        send(signer.area(village("Thôn Đông")));
        await().atMost(SOON).until(() -> desk.areas().find(VILLAGE).isPresent());
        assertThat(desk.areas().path(VILLAGE)).contains(List.of(new AreaCode("99"), COMMUNE, VILLAGE));
        assertThat(desk.areas().covers(COMMUNE, VILLAGE)).isTrue();
        assertThat(desk.areas().covers(VILLAGE, COMMUNE)).isFalse();
        send(signer.removal(Topics.AREAS, VILLAGE.value()));
        await().atMost(SOON).until(() -> desk.areas().find(VILLAGE).isEmpty());
    }

    @Test
    void aKeyOpensUntilItIsWithdrawn() throws Exception {
        send(signer.access(key("a".repeat(64), false)));
        await().atMost(SOON).until(() -> desk.access(Clock.systemUTC()).byKeyHash("a".repeat(64)).isPresent());
        assertThat(desk.access(Clock.systemUTC()).byKeyHash("a".repeat(64)))
                .contains(new Caller("operator-7", "operator-7", Set.of(Role.OPERATOR), COMMUNE));
        send(signer.access(key("a".repeat(64), true)));
        await().atMost(SOON).until(() -> desk.access(Clock.systemUTC()).byKeyHash("a".repeat(64)).isEmpty());
    }

    @Test
    void forgedRecordsOpenNothingAndAreDeadLetters() throws Exception {
        String hash = "b".repeat(64);
        ProducerRecord<String, byte[]> cut = signer.access(key(hash, false));
        cut.headers().remove("ce_signature");
        send(cut);
        ProducerRecord<String, byte[]> changed = signer.access(key(hash, false));
        changed.value()[changed.value().length - 2] ^= 1;
        send(changed);
        ProducerRecord<String, byte[]> genuine = signer.access(key("c".repeat(64), false));
        send(new ProducerRecord<>(Topics.ACCESS, null, hash, genuine.value(), genuine.headers()));
        send(genuine);
        await().atMost(SOON).until(() -> desk.access(Clock.systemUTC()).byKeyHash("c".repeat(64)).isPresent());
        assertThat(desk.access(Clock.systemUTC()).byKeyHash(hash)).isEmpty();
        await().atMost(SOON).untilAsserted(() -> assertThat(deadLetterReasons(hash)).containsExactly("unsigned", "forged", "forged"));
    }

    @Test
    void anOldRecordSentAgainDoesNotOpenAWithdrawnKey() throws Exception {
        String hash = "d".repeat(64);
        ProducerRecord<String, byte[]> given = signer.access(key(hash, false));
        send(given);
        send(withTime(Duration.ofSeconds(1)).access(key(hash, true)));
        send(new ProducerRecord<>(given.topic(), null, given.key(), given.value(), given.headers()));
        send(signer.access(key("e".repeat(64), false)));
        await().atMost(SOON).until(() -> desk.access(Clock.systemUTC()).byKeyHash("e".repeat(64)).isPresent());
        assertThat(desk.access(Clock.systemUTC()).byKeyHash(hash)).isEmpty();
    }

    @Test
    void oneWhoComesLaterKnowsAllWhenHeHasCaughtUp() throws Exception {
        send(signer.access(key("f".repeat(64), false)));
        try (var late = new Desk(connection, new KeyDirectory(directory.resolve("keys")).ring(), "late")) {
            late.start();
            assertThat(late.awaitCaughtUp(SOON)).isTrue();
            assertThat(late.isCaughtUp()).isTrue();
            assertThat(late.access(Clock.systemUTC()).byKeyHash("f".repeat(64))).isPresent();
        }
    }

    @Test
    void whileKafkaIsAwayNothingIsKnownAndNothingBreaks() throws Exception {
        try (var lost = new Desk(Map.of("bootstrap.servers", "127.0.0.1:1"), new KeyDirectory(directory.resolve("keys")).ring(), "lost")) {
            lost.start();
            assertThat(lost.awaitCaughtUp(Duration.ofMillis(300))).isFalse();
            assertThat(lost.access(Clock.systemUTC()).byKeyHash("a".repeat(64))).isEmpty();
        }
    }

    private RecordSigner withTime(Duration later) {
        return new RecordSigner(new KeyDirectory(directory.resolve("keys")).signingKey("k1"), Clock.offset(Clock.systemUTC(), later));
    }

    private static void send(ProducerRecord<String, byte[]> record) throws Exception {
        producer.send(record).get();
    }

    private static AccessKey key(String hash, boolean revoked) {
        return new AccessKey(hash, "operator-7", Set.of(Role.OPERATOR), COMMUNE, revoked);
    }

    private static Area village(String name) {
        return new Area(VILLAGE, COMMUNE, AreaType.VILLAGE, name, List.of("Thôn 3"), LocalDate.of(2025, 7, 1), null, List.of(),
                List.of(new AreaCode("99"), COMMUNE, VILLAGE));
    }

    private static List<String> deadLetterReasons(String key) {
        List<String> reasons = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(connection, new StringDeserializer(), new ByteArrayDeserializer())) {
            var partition = new TopicPartition(Topics.DEAD_LETTERS, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = Optional.ofNullable(consumer.endOffsets(List.of(partition)).get(partition)).orElse(0L);
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<String, byte[]> letter : consumer.poll(Duration.ofSeconds(1))) {
                    if (key.equals(letter.key())) {
                        reasons.add(new String(letter.headers().lastHeader("loa_reason").value(), StandardCharsets.UTF_8));
                    }
                }
            }
        }
        return reasons;
    }
}
