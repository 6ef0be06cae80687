package loa.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import loa.sandbox.kafka.KafkaNode;
import loa.sandbox.postgres.PostgresLogin;
import loa.sandbox.postgres.PostgresServer;

/**
 * One Kafka and one PostgreSQL for all tests of a JVM, each started by the first one who asks, in a temporary directory
 * that goes with the JVM. Tests keep apart by {@link #freshSchema} and by {@link #freshName} for their topics and groups.
 */
public final class SharedServers {

    private static final SharedServers IN_THIS_JVM = new SharedServers();

    private @Nullable Path directory;
    private @Nullable KafkaNode kafka;
    private @Nullable PostgresServer postgres;

    private SharedServers() {}

    /** The node of this JVM. Nobody closes it. */
    public static KafkaNode kafka() {
        return IN_THIS_JVM.runningKafka();
    }

    /** The server of this JVM. Nobody closes it. */
    public static PostgresServer postgres() {
        return IN_THIS_JVM.runningPostgres();
    }

    /** A schema that no other test has, owned by a role of its own, named after {@code name}. */
    public static PostgresLogin freshSchema(String name) {
        try {
            return postgres().schema(freshName(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code name} with a random ending, fit for a schema, a topic and a consumer group. */
    public static String freshName(String name) {
        return name + "_" + Long.toString(ThreadLocalRandom.current().nextLong(1L << 50), 36);
    }

    private synchronized KafkaNode runningKafka() {
        if (kafka == null) {
            kafka = start(below -> KafkaNode.start(below.resolve("kafka"), 0));
        }
        return kafka;
    }

    private synchronized PostgresServer runningPostgres() {
        if (postgres == null) {
            postgres = start(below -> PostgresServer.start(below.resolve("postgres"), 0));
        }
        return postgres;
    }

    private <T> T start(Starter<T> starter) {
        try {
            if (directory == null) {
                directory = Files.createTempDirectory("loa-shared-");
                Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "sandbox-shared-stop"));
            }
            return starter.in(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void stop() {
        try {
            if (kafka != null) {
                kafka.close();
            }
            if (postgres != null) {
                postgres.close();
            }
            if (directory != null) {
                delete(directory);
            }
        } catch (IOException e) {
            System.err.println("the shared servers did not end in order: " + e.getMessage());
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private interface Starter<T> {
        T in(Path directory) throws IOException;
    }
}
