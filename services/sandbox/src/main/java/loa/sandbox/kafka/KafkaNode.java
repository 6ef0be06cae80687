package loa.sandbox.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

import loa.sandbox.files.DirectoryLock;
import loa.sandbox.files.FreePort;

/**
 * A real Kafka in this JVM: one KRaft node that is broker and controller, on 127.0.0.1 only. Its data survive
 * {@link #close()} and {@code kill -9} and are found again by the next start on the same directory, also on other
 * ports. Topics are never created by use. Not for more than one node; the cluster of a province is described in
 * {@code deploy/}.
 */
public final class KafkaNode implements AutoCloseable {

    private static final String NODE_ID = "1";
    private static final Duration PATIENCE_WITH_A_PREDECESSOR = Duration.ofSeconds(10);

    private final KafkaRaftServer server;
    private final DirectoryLock lock;
    private final int port;

    private KafkaNode(KafkaRaftServer server, DirectoryLock lock, int port) {
        this.server = server;
        this.lock = lock;
        this.port = port;
    }

    /**
     * Starts the node and returns when it takes clients.
     *
     * @param directory where its logs and metadata are, made when missing
     * @param port      the port for clients, 0 for a free one; the controller always takes a free one
     * @throws IOException when the port is taken, or the directory is in use or not ours to write to
     */
    public static KafkaNode start(Path directory, int port) throws IOException {
        Path data = Files.createDirectories(directory).toAbsolutePath();
        DirectoryLock lock = DirectoryLock.acquire(data, PATIENCE_WITH_A_PREDECESSOR);
        try {
            FreePort.require(port);
            int clientPort = FreePort.orAny(port);
            Path logs = data.resolve("logs");
            format(logs);
            KafkaRaftServer server = new KafkaRaftServer(
                    new KafkaConfig(settings(logs, clientPort, FreePort.orAny(0))), Time.SYSTEM);
            server.startup();
            return new KafkaNode(server, lock, clientPort);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** The address for clients, {@code 127.0.0.1:<port>}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** The port for clients. */
    public int port() {
        return port;
    }

    /** Ends the node in order; what was acknowledged is on disk. A second call does nothing. */
    @Override
    public void close() throws IOException {
        server.shutdown();
        server.awaitShutdown();
        lock.close();
    }

    private static void format(Path logs) throws IOException {
        try {
            new Formatter().setClusterId(clusterId(logs)).setNodeId(Integer.parseInt(NODE_ID)).addDirectory(logs.toString())
                    .setMetadataLogDirectory(logs.toString()).setControllerListenerName("CONTROLLER")
                    .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION).setIgnoreFormatted(true)
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)).run();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("the Kafka directory " + logs + " cannot be formatted", e);
        }
    }

    private static String clusterId(Path logs) throws IOException {
        Path known = logs.resolve("meta.properties");
        if (!Files.exists(known)) {
            return Uuid.randomUuid().toString();
        }
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(known)) {
            properties.load(reader);
        }
        return properties.getProperty("cluster.id", Uuid.randomUuid().toString());
    }

    private static Map<String, String> settings(Path logs, int port, int controllerPort) {
        Map<String, String> settings = new HashMap<>();
        settings.putAll(addresses(port, controllerPort));
        settings.putAll(oneReplicaOfEverything());
        settings.putAll(Map.of("log.dirs", logs.toString(), "auto.create.topics.enable", "false",
                "group.initial.rebalance.delay.ms", "0", "controlled.shutdown.enable", "true",
                // a laptop's share: the defaults are those of a machine that does nothing else
                "log.cleaner.dedupe.buffer.size", String.valueOf(4 << 20), "num.io.threads", "4", "num.network.threads",
                "2", "offsets.topic.num.partitions", "8", "transaction.state.log.num.partitions", "4"));
        return settings;
    }

    private static Map<String, String> addresses(int port, int controllerPort) {
        return Map.of("process.roles", "broker,controller", "node.id", NODE_ID, "controller.quorum.voters",
                NODE_ID + "@127.0.0.1:" + controllerPort, "listeners",
                "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort, "advertised.listeners",
                "PLAINTEXT://127.0.0.1:" + port, "controller.listener.names", "CONTROLLER",
                "listener.security.protocol.map", "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT",
                "inter.broker.listener.name", "PLAINTEXT");
    }

    private static Map<String, String> oneReplicaOfEverything() {
        return Map.of("default.replication.factor", "1", "min.insync.replicas", "1", "offsets.topic.replication.factor",
                "1", "transaction.state.log.replication.factor", "1", "transaction.state.log.min.isr", "1",
                "share.coordinator.state.topic.replication.factor", "1", "share.coordinator.state.topic.min.isr", "1");
    }
}
