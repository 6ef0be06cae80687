package loa.standalone.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import loa.standalone.data.StartFailure;

/** One instance of a service. */
final class ServicePart extends Part {
    private static final Duration LONGEST_START = Duration.ofSeconds(300);
    private static final long BETWEEN_LOOKS_MS = 100;

    private final Setting setting;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    /**
     * Where and how it runs.
     *
     * @param main  its entry
     * @param port  of its HTTP interface
     * @param quick as in {@link Child.Program}
     */
    record Setting(String name, Class<?> main, Path directory, int port, boolean quick, Map<String, Object> properties) {
        Setting {
            properties = Map.copyOf(properties);
        }
    }

    ServicePart(Setting setting) {
        super(setting.name());
        this.setting = setting;
    }

    String url() {
        return "http://127.0.0.1:" + setting.port();
    }

    @Override
    Child begin() {
        try {
            Path configuration = writeConfiguration(Files.createDirectories(setting.directory()));
            var program = new Child.Program(name(), setting.main(), List.of("--spring.config.additional-location=file:" + configuration),
                    "256m", setting.quick(), 0);
            return Child.start(program, setting.directory().resolve("service.log"), false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    void awaitReady(Child started) {
        long deadline = System.nanoTime() + LONGEST_START.toNanos();
        try {
            while (!isHealthy()) {
                if (started.process().waitFor(BETWEEN_LOOKS_MS, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
                    throw new StartFailure("%s did not become healthy; see %s.".formatted(name(), setting.directory()));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while %s started".formatted(name()), e);
        }
    }

    private boolean isHealthy() throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/actuator/health")).timeout(Duration.ofSeconds(2)).build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false; // not listening yet
        }
    }

    /** The secrets stand in a file that only we may read, not on the command line that everybody sees. */
    private Path writeConfiguration(Path directory) throws IOException {
        var content = new Properties();
        new TreeMap<>(setting.properties()).forEach((name, value) -> content.setProperty(name, value.toString()));
        content.setProperty("server.port", Integer.toString(setting.port()));
        content.setProperty("server.address", "127.0.0.1");
        Path file = directory.resolve("service.properties");
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (var out = Files.newOutputStream(file)) {
            content.store(out, "Written anew at each start.");
        }
        return file;
    }
}
