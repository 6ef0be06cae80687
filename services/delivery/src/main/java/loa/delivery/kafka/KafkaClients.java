package loa.delivery.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import loa.contract.Topics;

/** Makes clients with the settings that the engine's promises rest on; addresses and security come from outside. */
public final class KafkaClients implements AutoCloseable {
    /** How long a client may take to leave its group: others wait for the session timeout then, and a stop stays within seconds. */
    public static final Duration CLOSE = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(KafkaClients.class);
    private static final int FETCH = 1 << 20;

    private final Map<String, Object> connection;
    private final String clientId;
    private volatile Duration sessionTimeout;
    private final List<Closing> made = new CopyOnWriteArrayList<>();

    private interface Closing {
        void close();
    }

    /**
     * @param connection     {@code bootstrap.servers} and security
     * @param clientId       begins the name of each client
     * @param sessionTimeout after which a consumer that died gives its partitions to others; see {@link #keepTo}
     */
    public KafkaClients(Map<String, Object> connection, String clientId, Duration sessionTimeout) {
        this.connection = Map.copyOf(connection);
        this.clientId = clientId;
        this.sessionTimeout = sessionTimeout;
    }

    /**
     * For work records, reports and dead letters: on every replica before it counts as sent, and not twice.
     * Goes on also after a failure that ends one of Kafka's own.
     */
    public Producer<String, byte[]> producer() {
        Map<String, Object> settings = settings("producer");
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 2);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.LARGEST_RECORD);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
        var producer = new LastingProducer(() -> new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer()));
        made.add(() -> producer.close(Duration.ZERO));
        return producer;
    }

    /** From the earliest on, committed by hand, partitions moved one by one. Not subscribed yet. */
    public Consumer<String, byte[]> consumer(String group, int mostRecords) {
        Map<String, Object> settings = settings(group);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, mostRecords);
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH);
        settings.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) sessionTimeout.toMillis());
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, (int) sessionTimeout.toMillis() / 4);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // a topic that was made a moment ago is found within this time
        settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 5_000);
        var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        made.add(() -> consumer.close(CloseOptions.timeout(Duration.ZERO)));
        return consumer;
    }

    /** Waits for members that died no shorter than the brokers allow: they would take nobody into a group who asks for less. */
    public void keepTo(Duration shortestAllowed) {
        if (sessionTimeout.compareTo(shortestAllowed) < 0) {
            LOG.atWarn().addKeyValue("wanted", sessionTimeout).addKeyValue("allowed", shortestAllowed)
                    .log("The brokers' group.min.session.timeout.ms is longer than loa.delivery.session-timeout; work of a dead instance waits longer");
            sessionTimeout = shortestAllowed;
        }
    }

    /** For topics and offsets. */
    public Admin admin() {
        Map<String, Object> settings = settings("admin");
        settings.put("default.api.timeout.ms", 15_000);
        settings.put("request.timeout.ms", 10_000);
        Admin admin = Admin.create(settings);
        made.add(() -> admin.close(Duration.ZERO));
        return admin;
    }

    /** Closes at once what still is open of all that was made here. Only when no thread uses any of it, save producer and admin. */
    @Override
    public void close() {
        for (Closing client : made) {
            try {
                client.close();
            } catch (RuntimeException e) {
                LOG.atWarn().addKeyValue("client", clientId).setCause(e).log("A client of Kafka could not be closed");
            }
        }
        made.clear();
    }

    private Map<String, Object> settings(String part) {
        Map<String, Object> settings = new HashMap<>(connection);
        settings.put("client.id", clientId + "-" + part);
        return settings;
    }
}
