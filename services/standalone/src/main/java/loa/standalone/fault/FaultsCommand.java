package loa.standalone.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import loa.standalone.data.StartFailure;

/** Real parts are killed while they deliver, and a table says what came of it. Status 1 when a promise was not kept. */
@Command(name = "faults", mixinStandardHelpOptions = true, description = "Kills services, brokers and the database in mid-run.")
public final class FaultsCommand implements Callable<Integer> {
    /** Recipients of the short form. */
    static final int SHORT = 2_000;

    @Option(names = "--recipients", defaultValue = "50000", description = "Phones, and as many devices (${DEFAULT-VALUE}).")
    private int recipients;
    @Option(names = "--short", description = "Only everything-dies, small and without the last kill, as the tests have it.")
    private boolean small;
    @Option(names = "--only", split = ",", description = "Of everything-dies, sharing, withdrawal, backpressure; all unless said.")
    private List<String> only = List.of();
    @Option(names = "--keep", description = "Leaves the directories with all logs.")
    private boolean keep;
    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** All of them by their names, in their order. */
    private static Map<String, Scenario> scenarios() {
        Map<String, Scenario> scenarios = new LinkedHashMap<>();
        scenarios.put("everything-dies", new EverythingDies());
        scenarios.put("sharing", new Sharing());
        scenarios.put("withdrawal", new Withdrawal());
        scenarios.put("backpressure", new Backpressure());
        return scenarios;
    }

    @Override
    public Integer call() {
        Map<String, Scenario> wanted = scenarios();
        if (recipients < 100 || !wanted.keySet().containsAll(only)) {
            throw new ParameterException(spec.commandLine(), "--recipients is at least 100, --only takes " + wanted.keySet());
        }
        if (small) {
            recipients = SHORT;
            only = List.of("everything-dies");
        }
        if (!only.isEmpty()) {
            wanted.keySet().retainAll(only);
        }
        List<Row> rows = new ArrayList<>();
        wanted.forEach((name, scenario) -> rows.addAll(play(name, scenario)));
        Table.print(rows, System.out);
        return rows.stream().allMatch(row -> row.broken().isEmpty()) ? 0 : 1;
    }

    /** What cannot be played to its end is a row that says so, and its logs stay. */
    private List<Row> play(String name, Scenario scenario) {
        System.out.println(name + " ...");
        Path directory = directory();
        boolean done = false;
        try {
            List<Row> rows = scenario.play(new Scenario.Scene(directory.resolve(name), recipients, small, System.out));
            Table.print(rows, System.out);
            done = true;
            return rows;
        } catch (IllegalStateException | StartFailure e) {
            List<String> broken = List.of(e.getCause() == null ? String.valueOf(e.getMessage()) : e.getMessage() + ": " + e.getCause());
            return List.of(new Row(name, recipients, 0, 0, 0, 0, 0, 0, List.of("not played to its end"), broken));
        } finally {
            tidy(directory, done && !keep);
        }
    }

    private static Path directory() {
        try {
            return Files.createTempDirectory("loa-faults-");
        } catch (IOException e) {
            throw new StartFailure("No directory could be made for the run: %s.".formatted(e.getMessage()), e);
        }
    }

    private static void tidy(Path directory, boolean isOver) {
        if (!isOver) {
            System.out.println("  All logs are in " + directory);
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(FaultsCommand::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
