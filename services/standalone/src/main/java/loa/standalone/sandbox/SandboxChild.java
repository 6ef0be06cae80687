package loa.standalone.sandbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import loa.sandbox.SandboxProcess;
import loa.standalone.data.DataDirectory;
import loa.standalone.data.Ports;
import loa.standalone.data.StartFailure;

/**
 * The sandbox as a child process. It has a session of its own, so that Ctrl-C reaches only us and we end it last; it ends by itself when
 * its standard input closes, which happens also when we are killed.
 */
public final class SandboxChild implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String READY = "READY ";
    private static final String FAILED = "FAILED ";
    private static final Duration PATIENCE = Duration.ofSeconds(6);

    private final Process process;
    private final Surroundings surroundings;

    private SandboxChild(Process process, Surroundings surroundings) {
        this.process = process;
        this.surroundings = surroundings;
    }

    /**
     * Starts it and returns when everything in it answers.
     *
     * @param withProviders whether it also plays Twilio, FCM and the stations' players
     * @throws StartFailure with the child's own sentence when it cannot
     */
    public static SandboxChild start(DataDirectory data, Ports ports, boolean withProviders) {
        List<String> command = new ArrayList<>(List.of("setsid", java(), "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-cp",
                System.getProperty("java.class.path"), SandboxProcess.class.getName(), "--data", data.path().toString(), "--sandbox-port",
                Integer.toString(ports.sandbox()), "--kafka-port", Integer.toString(ports.kafka()), "--schemas",
                "publisher,sms,push,loudspeaker"));
        if (!withProviders) {
            command.add("--no-providers");
        }
        try {
            Path log = data.subdirectory("log").resolve("sandbox-errors.log");
            Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
            return new SandboxChild(process, awaitReady(process, log));
        } catch (IOException e) {
            throw new StartFailure("Kafka and PostgreSQL could not be started: %s.".formatted(e.getMessage()), e);
        }
    }

    /** Where everything is. */
    public Surroundings surroundings() {
        return surroundings;
    }

    /** Runs the action should the child end while we need it. */
    public void onExit(Runnable action) {
        var _ = process.onExit().thenRun(action);
    }

    /** For memory figures. */
    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE)) {
                process.destroyForcibly().waitFor(1, TimeUnit.SECONDS);
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static Surroundings awaitReady(Process process, Path log) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(READY)) {
                return JSON.readValue(line.substring(READY.length()), Surroundings.class);
            }
            if (line.startsWith(FAILED)) {
                JsonNode failure = JSON.readTree(line.substring(FAILED.length()));
                throw new StartFailure(failure.path("reason").asString("Kafka and PostgreSQL could not be started."));
            }
        }
        throw new StartFailure("Kafka and PostgreSQL could not be started; see %s.".formatted(log));
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
