package loa.benchmarks.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.json.JsonMapper;

/** Everything that was measured, in a file that is written anew after each measurement, so that a broken run leaves what it had. */
public final class RawFigures {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;
    private final Conditions conditions;
    private final List<Object> figures = new ArrayList<>();

    /**
     * Into this file.
     *
     * @param command as it was given
     */
    public RawFigures(Path file, List<String> command) {
        this.file = file.toAbsolutePath();
        var system = ManagementFactory.getOperatingSystemMXBean();
        this.conditions = new Conditions(Instant.now(), List.copyOf(command), system.getAvailableProcessors(),
                system.getSystemLoadAverage(),
                Runtime.version().toString());
    }

    /**
     * Under what they were measured.
     *
     * @param loadBefore the system's load average of the last minute before the run
     */
    public record Conditions(Instant at, List<String> command, int processors, double loadBefore, String java) {}

    private record Content(Conditions conditions, List<Object> figures) {}

    /** One more measurement: a record. */
    public void add(Object figure) {
        figures.add(figure);
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(new Content(conditions, figures)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where they are, and under what they were measured, as one line. */
    public String line() {
        return "%s, %d processors, Java %s, load before %.1f. Raw figures: %s".formatted(conditions.at(), conditions.processors(),
                conditions.java(), conditions.loadBefore(), file);
    }
}
