package loa.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import loa.sandbox.kafka.KafkaNode;
import loa.sandbox.postgres.PostgresLogin;
import loa.sandbox.postgres.PostgresServer;

/** Everything that runs in the sandbox's process, started together and ended together. */
final class Surroundings implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Surroundings.class);

    private final @Nullable KafkaNode kafka;
    private final @Nullable PostgresServer postgres;
    private final @Nullable Sandbox sandbox;
    private final List<PostgresLogin> logins;

    private Surroundings(@Nullable KafkaNode kafka, @Nullable PostgresServer postgres, @Nullable Sandbox sandbox,
            List<PostgresLogin> logins) {
        this.kafka = kafka;
        this.postgres = postgres;
        this.sandbox = sandbox;
        this.logins = logins;
    }

    /** @throws IOException with a sentence; then nothing is left running */
    static Surroundings start(SandboxArguments arguments) throws IOException {
        List<AutoCloseable> started = new ArrayList<>();
        try (ExecutorService starters = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().name("sandbox-start-", 0).factory())) {
            Path data = arguments.data();
            SandboxArguments.Ports ports = arguments.ports();
            Future<KafkaNode> kafka = arguments.servers().contains(Server.KAFKA)
                    ? starters.submit(kept(started, () -> KafkaNode.start(data.resolve("kafka"), ports.kafka(), arguments.cluster())))
                    : null;
            Future<PostgresServer> postgres = arguments.servers().contains(Server.POSTGRES)
                    ? starters.submit(kept(started, () -> PostgresServer.start(data.resolve("postgres"), ports.postgres())))
                    : null;
            Future<Sandbox> sandbox = arguments.servers().contains(Server.PROVIDERS)
                    ? starters.submit(kept(started, () -> Sandbox.start(data.resolve("sandbox"), ports.sandbox())))
                    : null;
            PostgresServer server = result(postgres);
            List<PostgresLogin> logins = new ArrayList<>();
            if (server != null) {
                for (String schema : arguments.schemas()) {
                    logins.add(server.schema(schema));
                }
            }
            return new Surroundings(result(kafka), server, result(sandbox), logins);
        } catch (IOException | RuntimeException e) {
            endAll(started);
            throw e;
        }
    }

    /** What the parent must know to use it. */
    Map<String, @Nullable Object> ready() throws IOException {
        Map<String, @Nullable Object> ready = new LinkedHashMap<>();
        ready.put("kafka", kafka == null ? null : Map.of("bootstrapServers", kafka.bootstrapServers()));
        ready.put("postgres", postgres == null ? null : database(postgres));
        ready.put("sandbox", sandbox == null
                ? null
                : Map.of("url", sandbox.url(), "twilioAccountSid", sandbox.twilioAccount().sid(), "twilioAuthToken",
                        sandbox.twilioAccount().authToken()));
        return ready;
    }

    private Map<String, Object> database(PostgresServer server) throws IOException {
        Map<String, Object> schemas = new LinkedHashMap<>();
        for (PostgresLogin login : logins) {
            schemas.put(login.schema(), Map.of("user", login.user(), "password", login.password()));
        }
        Map<String, Object> database = new LinkedHashMap<>();
        database.put("url", server.url());
        database.put("user", PostgresServer.SUPERUSER);
        database.put("password", server.superuserPassword());
        database.put("passwordFile", server.superuserPasswordFile().toString());
        database.put("schemas", schemas);
        return database;
    }

    @Override
    public void close() {
        List<AutoCloseable> all = new ArrayList<>();
        for (AutoCloseable one : new @Nullable AutoCloseable[]{sandbox, kafka, postgres}) {
            if (one != null) {
                all.add(one);
            }
        }
        endAll(all);
    }

    /** Side by side: each has only a few seconds. */
    private static void endAll(List<AutoCloseable> all) {
        try (ExecutorService enders = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().name("sandbox-end-", 0).factory())) {
            for (AutoCloseable one : List.copyOf(all)) {
                enders.execute(() -> end(one));
            }
        }
    }

    private static void end(AutoCloseable one) {
        try {
            one.close();
        } catch (Exception e) {
            LOG.atWarn().setCause(e).addKeyValue("part", one.getClass().getSimpleName()).log("A part of the sandbox did not end in order");
        }
    }

    private static <T extends AutoCloseable> Callable<T> kept(List<AutoCloseable> started, Callable<T> start) {
        return () -> {
            T one = start.call();
            synchronized (started) {
                started.add(one);
            }
            return one;
        };
    }

    private static <T> @Nullable T result(@Nullable Future<T> future) throws IOException {
        if (future == null) {
            return null;
        }
        try {
            return future.get();
        } catch (ExecutionException e) {
            String message = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
            throw new IOException(message == null ? e.toString() : message, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while starting", e);
        }
    }
}
