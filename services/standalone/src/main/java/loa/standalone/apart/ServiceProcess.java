package loa.standalone.apart;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import loa.standalone.data.StartFailure;
import loa.standalone.server.Service;

/** One service in a process of its own, started from its own jar with its own configuration file. */
final class ServiceProcess implements AutoCloseable {
    private static final Duration LONGEST_START = Duration.ofSeconds(120);
    private static final long BETWEEN_LOOKS_MS = 200;
    private static final Duration LONGEST_END = Duration.ofSeconds(7);

    private final Service service;
    private final Process process;
    private final URI health;
    private final Path log;

    private ServiceProcess(Service service, Process process, URI health, Path log) {
        this.service = service;
        this.process = process;
        this.health = health;
        this.log = log;
    }

    /** Starts it; {@link #awaitHealthy} tells when it answers. */
    static ServiceProcess start(Service service, Path servicesDirectory, Path ownDirectory, int port, Map<String, Object> properties) {
        try {
            Path configuration = ownDirectory.resolve("service.properties");
            writeConfiguration(configuration, port, properties);
            Path log = ownDirectory.resolve("service.log");
            List<String> command = List.of("setsid", Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx384m",
                    "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-jar",
                    jar(servicesDirectory, service).toString(), "--spring.config.additional-location=file:" + configuration);
            Process process = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(log.toFile()).start();
            process.getOutputStream().close();
            return new ServiceProcess(service, process, URI.create("http://127.0.0.1:" + port + "/actuator/health"), log);
        } catch (IOException e) {
            throw new StartFailure("The service %s could not be started: %s.".formatted(service.label(), e.getMessage()), e);
        }
    }

    void awaitHealthy(HttpClient http) {
        long deadline = System.nanoTime() + LONGEST_START.toNanos();
        try {
            while (!isHealthy(http)) {
                if (process.waitFor(BETWEEN_LOOKS_MS, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
                    throw new StartFailure("The service %s did not become healthy; see %s.".formatted(service.label(), log));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the service %s started".formatted(service.label()), e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(LONGEST_END.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private boolean isHealthy(HttpClient http) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(health).timeout(Duration.ofSeconds(2)).build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false; // not listening yet
        }
    }

    /** The secrets stand in a file that only we may read, not on the command line that everybody sees. */
    private static void writeConfiguration(Path file, int port, Map<String, Object> properties) throws IOException {
        var content = new Properties();
        properties.forEach((name, value) -> content.setProperty(name, value.toString()));
        content.setProperty("server.port", Integer.toString(port));
        content.setProperty("server.address", "127.0.0.1");
        Files.deleteIfExists(file);
        Files.createFile(file, java.nio.file.attribute.PosixFilePermissions
                .asFileAttribute(java.nio.file.attribute.PosixFilePermissions.fromString("rw-------")));
        try (var out = Files.newOutputStream(file)) {
            content.store(out, "Written anew at each start.");
        }
    }

    private static Path jar(Path servicesDirectory, Service service) throws IOException {
        try (Stream<Path> files = Files.list(servicesDirectory.resolve(service.label()).resolve("target"))) {
            return files.filter(f -> f.getFileName().toString().endsWith("-exec.jar")).findFirst()
                    .orElseThrow(() -> new IOException("its jar is missing in " + servicesDirectory));
        }
    }
}
