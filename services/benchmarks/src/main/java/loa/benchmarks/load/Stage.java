package loa.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

import loa.benchmarks.product.Database;
import loa.benchmarks.product.Desk;
import loa.benchmarks.product.LoaProcess;
import loa.benchmarks.product.Residents;
import loa.benchmarks.product.Tuning;
import loa.benchmarks.sink.SinkClient;

/** Sink, Kafka, PostgreSQL and Loa, started in a directory of their own and gone without a trace at the end. */
final class Stage implements AutoCloseable {
    private final Path directory;
    private final SinkClient sink;
    private final LoaProcess loa;
    private final Desk desk;
    private final Database database;
    private final Residents residents;

    /** Starts everything; returns when it answers. */
    Stage(LoadOptions options, Tuning tuning) {
        directory = options.newDirectory();
        Runtime.getRuntime().addShutdownHook(new Thread(this::deleteDirectory));
        sink = SinkClient.start(directory, options.streams());
        loa = LoaProcess.start(directory, sink.port(), tuning);
        desk = new Desk(loa.credentials());
        desk.importAreas();
        database = new Database(loa.credentials());
        residents = new Residents(database, loa.keys());
    }

    SinkClient sink() {
        return sink;
    }

    LoaProcess loa() {
        return loa;
    }

    Desk desk() {
        return desk;
    }

    Database database() {
        return database;
    }

    Residents residents() {
        return residents;
    }

    Path directory() {
        return directory;
    }

    @Override
    public void close() {
        database.close();
        desk.close();
        loa.close();
        sink.close();
        deleteDirectory();
    }

    private void deleteDirectory() {
        if (!Files.exists(directory)) {
            return;
        }
        try (var files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            System.err.println("loa: " + directory + " could not be deleted: " + e.getMessage());
        }
    }
}
