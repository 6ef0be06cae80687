package loa.sandbox.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;

import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

import loa.sandbox.files.DirectoryLock;
import loa.sandbox.files.FreePort;

/**
 * A real Kafka in this JVM: a KRaft node that is broker and controller, on 127.0.0.1 only. Its data survive
 * {@link #close()} and {@code kill -9} and are found again by the next start on the same directory, a node alone also on
 * other ports. Topics are never created by use. Several nodes make a cluster, each in a JVM of its own, so that one can be
 * killed; the cluster of a province is described in {@code deploy/}.
 */
public final class KafkaNode implements AutoCloseable {

    private static final Duration PATIENCE_WITH_A_PREDECESSOR = Duration.ofSeconds(10);

    private final KafkaRaftServer server;
    private final DirectoryLock lock;
    private final int port;

    private KafkaNode(KafkaRaftServer server, DirectoryLock lock, int port) {
        this.server = server;
        this.lock = lock;
        this.port = port;
    }

    /** As {@link #start(Path, int, KafkaCluster)}, alone. */
    public static KafkaNode start(Path directory, int port) throws IOException {
        return start(directory, port, KafkaCluster.ALONE);
    }

    /**
     * Starts the node and returns when it takes clients, in a cluster when the majority of its nodes runs.
     *
     * @param directory where its logs and metadata are, made when missing
     * @param port      the port for clients, 0 for a free one
     * @param cluster   of which it is a node
     * @throws IOException when the port is taken, or the directory is in use or not ours to write to
     */
    public static KafkaNode start(Path directory, int port, KafkaCluster cluster) throws IOException {
        Path data = Files.createDirectories(directory).toAbsolutePath();
        DirectoryLock lock = DirectoryLock.acquire(data, PATIENCE_WITH_A_PREDECESSOR);
        try {
            FreePort.require(port);
            int clientPort = FreePort.orAny(port);
            Path logs = data.resolve("logs");
            format(logs, cluster);
            KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(new NodeSettings(cluster, logs).of(clientPort)), Time.SYSTEM);
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

    private static void format(Path logs, KafkaCluster cluster) throws IOException {
        try {
            new Formatter().setClusterId(clusterId(logs, cluster)).setNodeId(cluster.node()).addDirectory(logs.toString())
                    .setMetadataLogDirectory(logs.toString()).setControllerListenerName("CONTROLLER")
                    .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION).setIgnoreFormatted(true)
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)).run();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("the Kafka directory " + logs + " cannot be formatted", e);
        }
    }

    private static String clusterId(Path logs, KafkaCluster cluster) throws IOException {
        Path known = logs.resolve("meta.properties");
        if (!Files.exists(known)) {
            return cluster.freshId();
        }
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(known)) {
            properties.load(reader);
        }
        return properties.getProperty("cluster.id", cluster.freshId());
    }
}
