package loa.benchmarks.sink;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import tools.jackson.databind.json.JsonMapper;

import loa.benchmarks.process.JavaChild;

/** A sink in a process of its own, as the run asks and sets it. */
public final class SinkClient implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** It stands for a provider with processors of its own: what it reads late would seem to have been sent late. */
    private static final int BEFORE_ALL_OTHERS = -10;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final JavaChild process;
    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;
    private final int controlPort;

    private SinkClient(JavaChild process, int port, int controlPort) {
        this.process = process;
        this.port = port;
        this.controlPort = controlPort;
    }

    /** Starts it; returns when it answers. */
    public static SinkClient start(Path directory, int streams) {
        var order = new JavaChild.Order(SinkProcess.class, List.of("-Xmx256m", "-XX:+UseSerialGC"), List.of(Integer.toString(streams)),
                Map.of(), BEFORE_ALL_OTHERS);
        JavaChild process = JavaChild.start(order, directory);
        String[] ready = process.await("READY", PATIENCE).split(" ");
        return new SinkClient(process, Integer.parseInt(ready[1]), Integer.parseInt(ready[2]));
    }

    /** Where Twilio and FCM answer. */
    public int port() {
        return port;
    }

    /** The number of its process. */
    public long pid() {
        return process.pid();
    }

    /** What it has counted. */
    public Counts counts() {
        return call("GET", "/counts");
    }

    /** Begins to count anew. */
    public void reset() {
        call("POST", "/reset");
    }

    /** From now on it behaves so. */
    public void set(SinkSettings settings) {
        call("POST", "/settings?latencyMs=%d&ratePerSecond=%s&receipts=%s".formatted(settings.latencyMs(), settings.ratePerSecond(),
                settings.receipts().name().toLowerCase(Locale.ROOT)));
    }

    /** Posts the receipts that were held. */
    public void release() {
        call("POST", "/release");
    }

    @Override
    public void close() {
        process.close();
        http.close();
    }

    private Counts call(String method, String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + controlPort + path)).timeout(PATIENCE)
                .method(method, BodyPublishers.noBody()).build();
        try {
            return JSON.readValue(http.send(request, BodyHandlers.ofByteArray()).body(), Counts.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while asking the sink", e);
        }
    }
}
