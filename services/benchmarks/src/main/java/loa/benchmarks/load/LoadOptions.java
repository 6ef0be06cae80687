package loa.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import loa.benchmarks.product.Tuning;
import loa.benchmarks.table.RawFigures;

/** What every load run can be told. */
public final class LoadOptions {
    @Option(names = "--runs", defaultValue = "5", description = "Runs that count, after one that does not (${DEFAULT-VALUE}).")
    private int runs;
    @Option(names = "--warm-up", defaultValue = "50000", description = "Recipients of the run before those (${DEFAULT-VALUE}); 0: none.")
    private int warmUp;
    @Option(names = "--heap", defaultValue = "768m", description = "-Xmx of Loa (${DEFAULT-VALUE}).")
    private String heap = "";
    @Option(names = "--slots", description = "Sends in flight at most; the product's default unless told.")
    private @Nullable Integer slots;
    @Option(names = "--set", description = "A property of the services, such as loa.delivery.rate-per-second=500.")
    private Map<String, String> properties = new HashMap<>();
    @Option(names = "--jvm", description = "One more option of Loa's JVM, such as -XX:+UseParallelGC.")
    private List<String> jvm = List.of();
    @Option(names = "--jfr", description = "Records Loa with Java Flight Recorder into this file.")
    private @Nullable Path recording;
    @Option(names = "--streams", defaultValue = "100", description = "Streams of one HTTP/2 connection (${DEFAULT-VALUE}).")
    private int streams;
    @Option(names = "--timeout", defaultValue = "900", description = "Seconds until a run counts as failed (${DEFAULT-VALUE}).")
    private int timeout;
    @Option(names = "--raw", description = "Where the raw figures go; a file in target/bench unless told.")
    private @Nullable Path raw;
    @Option(names = "--directory", description = "Where the data is, until the end; the system's for temporary files unless told.")
    private @Nullable Path directory;
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    int runs() {
        return runs;
    }

    int warmUp() {
        return warmUp;
    }

    int streams() {
        return streams;
    }

    Duration patience() {
        return Duration.ofSeconds(timeout);
    }

    Tuning tuning() {
        Map<String, String> all = new HashMap<>(properties);
        if (slots != null) {
            all.putIfAbsent("loa.delivery.slots", slots.toString());
            all.putIfAbsent("loa.twilio.connections", Integer.toString(slots + 32));
        }
        return new Tuning(heap, jvm, all, recording);
    }

    RawFigures rawFigures() {
        Path file = raw != null ? raw : Path.of("target", "bench", "%s-%d.json".formatted(spec.name(), System.currentTimeMillis() / 1_000));
        return new RawFigures(file, spec.commandLine().getParseResult().originalArgs());
    }

    /** A new one, to be deleted. */
    Path newDirectory() {
        try {
            return directory == null ? Files.createTempDirectory("loa-bench-") : Files.createTempDirectory(directory, "loa-bench-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
