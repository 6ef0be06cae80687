package loa.delivery.desk;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

import loa.contract.AccessKey;
import loa.contract.Area;
import loa.contract.Channel;
import loa.contract.KeyRing;
import loa.contract.Pass;
import loa.contract.RecordVerifier;
import loa.contract.Topics;

/** Listens to what the desk says of areas and keys, from {@link #start} until {@link #close}. Thread-safe. */
public final class Desk implements AutoCloseable {
    private final StateTable<Area> areas = new StateTable<>(_ -> false);
    /** A key that was withdrawn stays withdrawn, whatever the clocks say. */
    private final StateTable<AccessKey> keys = new StateTable<>(AccessKey::revoked);
    private final KeyRing believed;
    private final String service;
    private final RefusedRecords refused;
    private final TopicFollower<Area> areaFollower;
    private final TopicFollower<AccessKey> keyFollower;

    /**
     * Does not touch Kafka yet.
     *
     * @param connection how Kafka is reached: {@code bootstrap.servers} and what its security needs
     * @param service    the service's name, with which threads and clients are named
     */
    public Desk(Map<String, Object> connection, KeyRing believed, String service) {
        this.believed = believed;
        this.service = service;
        this.refused = new RefusedRecords(producerSettings(connection, service));
        var surroundings = new TopicFollower.Surroundings(service, consumers(connection, service), new RecordVerifier(believed), refused);
        this.areaFollower = new TopicFollower<>(Topics.AREAS,
                new TopicFollower.Subject<>(new StateCodec<>(Area.class, area -> area.code().value()), areas), surroundings);
        this.keyFollower = new TopicFollower<>(Topics.ACCESS,
                new TopicFollower.Subject<>(new StateCodec<>(AccessKey.class, AccessKey::hash), keys), surroundings);
    }

    /** Starts to listen; once. */
    public void start() {
        areaFollower.start();
        keyFollower.start();
    }

    /**
     * Waits until both topics, as they stood when they were first reached, have been read.
     *
     * @return false when that was not so in time
     */
    public boolean awaitCaughtUp(Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        return areaFollower.awaitCaughtUp(timeout) && keyFollower.awaitCaughtUp(Duration.ofNanos(deadline - System.nanoTime()));
    }

    /** Whether both topics have been read to their ends once. */
    public boolean isCaughtUp() {
        return areaFollower.isCaughtUp() && keyFollower.isCaughtUp();
    }

    /** The areas. */
    public AreaDirectory areas() {
        return code -> areas.find(code.value());
    }

    /** The areas as a tree. */
    public AreaTree tree() {
        return new AreaTree(areas::all);
    }

    /** The keys. A service that is no channel takes no passes. */
    public AccessDirectory access(InstantSource clock) {
        Optional<Channel> channel = Arrays.stream(Channel.values()).filter(c -> c.code().equals(service)).findFirst();
        return new AccessDirectory(keys, text -> channel.flatMap(c -> Pass.read(text, believed, c, clock.instant())));
    }

    @Override
    public void close() {
        areaFollower.close();
        keyFollower.close();
        refused.close();
    }

    private static Supplier<Consumer<String, byte[]>> consumers(Map<String, Object> connection, String service) {
        Map<String, Object> settings = new HashMap<>(connection);
        settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, service + "-desk");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000);
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 4_000);
        return () -> new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }

    private static Map<String, Object> producerSettings(Map<String, Object> connection, String service) {
        Map<String, Object> settings = new HashMap<>(connection);
        settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, service + "-desk-refused");
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 2_000);
        return settings;
    }
}
