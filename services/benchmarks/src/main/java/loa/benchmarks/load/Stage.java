package loa.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

import loa.benchmarks.product.Database;
import loa.benchmarks.product.Desk;
import loa.benchmarks.product.LoaProcess;
import loa.benchmarks.product.Residents;
import loa.benchmarks.product.Tuning;
import loa.benchmarks.sink.SinkClient;

/** Sink, Kafka, PostgreSQL and Loa, started in a directory of their own and gone without a trace at the end. */
final class Stage implements AutoCloseable {
    private final Path directory;
    private final Deque<AutoCloseable> opened = new ConcurrentLinkedDeque<>();
    private final SinkClient sink;
    private final LoaProcess loa;
    private final Desk desk;
    private final Database database;
    private final Residents residents;

    /** Starts everything; returns when it answers. */
    Stage(LoadOptions options, Tuning tuning) {
        directory = options.newDirectory();
        // also when the run is broken off, or something does not start
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        sink = open(SinkClient.start(directory, options.streams()));
        loa = open(LoaProcess.start(directory, sink.port(), tuning));
        desk = open(new Desk(loa.credentials()));
        desk.importAreas();
        database = open(new Database(loa.credentials()));
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

    /** The last one opened is closed first; the directory goes when nobody writes to it any more. Once is enough. */
    @Override
    public synchronized void close() {
        for (AutoCloseable one = opened.pollLast(); one != null; one = opened.pollLast()) {
            try {
                one.close();
            } catch (Exception e) { // the rest has to end as well
                System.err.println("loa: the end was not orderly: " + e);
            }
        }
        deleteDirectory();
    }

    private <T extends AutoCloseable> T open(T resource) {
        opened.add(resource);
        return resource;
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
