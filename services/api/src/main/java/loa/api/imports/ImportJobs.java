package loa.api.imports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

import loa.api.access.Caller;
import loa.api.problem.Wording;
import loa.contract.Ids;

/** Runs imports in the background, two at a time; those that were stopped in their midst are shown as failed. Thread-safe. */
public final class ImportJobs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ImportJobs.class);
    private static final int AT_ONCE = 2;
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(8);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final ImportStore store;
    private final TransactionTemplate transaction;
    private final Semaphore slots = new Semaphore(AT_ONCE);
    private final Set<ImportId> active = ConcurrentHashMap.newKeySet();
    private final ExecutorService workers;
    private final ScheduledExecutorService pulse;
    private volatile boolean stopping;

    ImportJobs(ImportStore store, TransactionTemplate transaction, String threadPrefix) {
        this.store = store;
        this.transaction = transaction;
        ThreadFactory names = Thread.ofVirtual().name(threadPrefix + "-import-", 0).factory();
        this.workers = Executors.newThreadPerTaskExecutor(names);
        this.pulse = Executors.newSingleThreadScheduledExecutor(names);
        var _ = pulse.scheduleWithFixedDelay(this::giveSignOfLife, SIGN_OF_LIFE.toMillis(), SIGN_OF_LIFE.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Starts to import the file, which is deleted at the end, also when it cannot even start. */
    ImportId start(RowImporter importer, Caller caller, Path file) {
        ImportId id = ImportId.next();
        try {
            store.insert(id, importer.kind(), caller.holder());
            active.add(id);
            workers.execute(() -> work(id, file, importer, caller));
            return id;
        } catch (RuntimeException e) {
            active.remove(id);
            delete(file);
            throw e;
        }
    }

    /** Lets running imports stop after their batch; what does not stop in time is found as interrupted later. */
    @Override
    public void close() {
        stopping = true;
        pulse.shutdown();
        workers.shutdown();
        try {
            if (!workers.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                workers.shutdownNow();
            }
        } catch (InterruptedException e) {
            workers.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private void work(ImportId id, Path file, RowImporter importer, Caller caller) {
        try {
            slots.acquire();
            try {
                new ImportRun(store, transaction, () -> stopping).run(id, file, importer, importer.open(id, caller));
            } finally {
                slots.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) { // The outermost loop of a background job: nobody else would hear of it.
            fail(id, importer.kind(), e);
        } finally {
            active.remove(id);
            delete(file);
        }
    }

    private void fail(ImportId id, String kind, Exception cause) {
        String problem = Ids.next().toString();
        // The cause's message is left out, as it could quote a row.
        LOG.atError().addKeyValue("import", id).addKeyValue("kind", kind).addKeyValue("problem", problem)
                .addKeyValue("cause", cause.getClass().getName()).setCause(withoutMessage(cause)).log("An import failed unexpectedly");
        try {
            store.failed(id, Wording.of("Lỗi không mong đợi; mã để tra cứu: %s. Các dòng trước đó có thể đã được lưu.",
                    "Unexpected; look it up by: %s. Rows before may have been stored.", problem));
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("import", id).setCause(e).log("A failed import could not be noted; it will be found as interrupted");
        }
    }

    /** Where it happened, without the words: drivers quote the values of a row in their messages. */
    private static Throwable withoutMessage(Exception cause) {
        var bare = new IllegalStateException(cause.getClass().getName());
        bare.setStackTrace(cause.getStackTrace());
        return bare;
    }

    private void giveSignOfLife() {
        try {
            if (!active.isEmpty()) {
                store.alive(active);
            }
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("Running imports could not give a sign of life");
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("file", file).setCause(e).log("A file that was imported could not be deleted");
        }
    }
}
