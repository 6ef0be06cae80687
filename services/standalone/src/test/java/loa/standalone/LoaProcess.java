package loa.standalone;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Loa in a process of its own, on free ports and a data directory of the test's. */
final class LoaProcess implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration LONGEST_START = Duration.ofMinutes(3);
    /** For it and for all that it starts: none lives so long that better code pays for the processor's time that it costs. */
    private static final String COMPILED_LIGHTLY = "-XX:TieredStopAtLevel=1";

    private final Process process;
    private final Path data;
    private final List<String> output = Collections.synchronizedList(new ArrayList<>());
    private final Thread reader;

    private LoaProcess(Process process, Path data) {
        this.process = process;
        this.data = data;
        this.reader = Thread.ofVirtual().start(this::read);
    }

    static LoaProcess start(Path data, Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
                "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-cp",
                System.getProperty("java.class.path"), Loa.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).directory(repository().toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("LOA_"));
        builder.environment().putAll(environment);
        builder.environment().put("LOA_DATA_DIR", data.toString());
        builder.environment().put("JDK_JAVA_OPTIONS", COMPILED_LIGHTLY);
        try {
            return new LoaProcess(builder.start(), data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Three ports that were free a moment ago. */
    static Map<String, String> freePorts() {
        Map<String, String> ports = new HashMap<>();
        try (ServerSocket http = bind(); ServerSocket sandbox = bind(); ServerSocket kafka = bind()) {
            ports.put("LOA_HTTP_PORT", Integer.toString(http.getLocalPort()));
            ports.put("LOA_SANDBOX_PORT", Integer.toString(sandbox.getLocalPort()));
            ports.put("LOA_KAFKA_PORT", Integer.toString(kafka.getLocalPort()));
            return ports;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same, and the three that follow the first of them, for services that listen apart. */
    static Map<String, String> freePortsInARow() {
        return Stream.generate(LoaProcess::freePorts).limit(100).filter(LoaProcess::areFollowersFree).findFirst().orElseThrow();
    }

    private static boolean areFollowersFree(Map<String, String> ports) {
        int first = Integer.parseInt(ports.getOrDefault("LOA_HTTP_PORT", ""));
        return IntStream.rangeClosed(first + 1, first + 3)
                .allMatch(port -> port < 65_536 && !ports.containsValue(Integer.toString(port)) && isFree(port));
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    /** The root of the checkout, whatever directory the build runs in. */
    static Path repository() {
        for (Path here = Path.of("").toAbsolutePath(); here != null; here = here.getParent()) {
            if (Files.exists(here.resolve("services"))) {
                return here;
            }
        }
        throw new IllegalStateException("The tests run outside of the checkout");
    }

    /** The exit status, when it ends by itself within this time. */
    int awaitExit(Duration patience) {
        try {
            if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("It has not ended within %s:%n%s".formatted(patience, output()));
            }
            reader.join(Duration.ofSeconds(5));
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Waits for a line of the output that contains this. */
    void awaitOutput(String part) {
        Awaitility.await(part).atMost(LONGEST_START).until(() -> {
            if (!process.isAlive()) {
                throw new AssertionError("It ended with %d before it said '%s':%n%s".formatted(process.exitValue(), part, output()));
            }
            return output.stream().anyMatch(line -> line.contains(part));
        });
    }

    String output() {
        return String.join("\n", List.copyOf(output));
    }

    String lastLine() {
        return output.getLast();
    }

    JsonNode result() {
        String line = lastLine();
        if (!line.startsWith("RESULT ")) {
            throw new AssertionError("The last line is no result:\n" + output());
        }
        return JSON.readTree(line.substring("RESULT ".length()));
    }

    JsonNode credentials() {
        try {
            return JSON.readTree(Files.readAllBytes(data.resolve("credentials.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGKILL to this process and to all that it has started. */
    void killEverything() {
        List<ProcessHandle> all = Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(handle -> Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> !handle.isAlive()));
    }

    /** SIGTERM; returns how long the end took. */
    Duration terminate() {
        long start = System.nanoTime();
        process.destroy();
        awaitExit(Duration.ofSeconds(30));
        return Duration.ofNanos(System.nanoTime() - start);
    }

    List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            process.destroy();
            try {
                if (!process.waitFor(15, TimeUnit.SECONDS)) {
                    killEverything();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static ServerSocket bind() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    private void read() {
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.add(line);
            }
        } catch (IOException e) {
            output.add("(the output could not be read: " + e.getMessage() + ")");
        }
    }
}
