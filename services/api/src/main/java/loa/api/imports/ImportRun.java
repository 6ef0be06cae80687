package loa.api.imports;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;

import org.springframework.transaction.support.TransactionTemplate;

import loa.api.problem.Wording;

/** The work on one file: read it to its end, then read it again and store it. Used once, by one thread. */
final class ImportRun {
    static final int BATCH = 1_000;
    /** From so many faults on, a file that is stored as a whole or not at all is not read any further. */
    private static final int ENOUGH_FAULTS = 10_000;

    private final ImportStore store;
    private final TransactionTemplate transaction;
    private final BooleanSupplier stopping;
    private final Tally tally = new Tally();

    ImportRun(ImportStore store, TransactionTemplate transaction, BooleanSupplier stopping) {
        this.store = store;
        this.transaction = transaction;
        this.stopping = stopping;
    }

    void run(ImportId id, Path file, RowImporter importer, RowImport work) throws IOException {
        try {
            readToEnd(file, importer.format());
        } catch (UnreadableFileException e) {
            store.addFaults(id, e.faults());
            store.failed(id, e.reason());
            return;
        }
        try (CsvRows rows = CsvRows.open(file, importer.format())) {
            switch (importer.extent()) {
                case EACH_ROW -> storeEachRow(id, rows, work);
                case ALL_OR_NOTHING -> storeAllOrNothing(id, rows, work);
            }
        } catch (UnreadableFileException e) {
            throw new IOException("The file changed while it was read", e);
        }
    }

    /** Nothing is stored of a file whose end cannot be read, so its end is looked at first. */
    private static void readToEnd(Path file, ImportFormat format) throws UnreadableFileException, IOException {
        try (CsvRows rows = CsvRows.open(file, format)) {
            while (!rows.next(BATCH).isEmpty()) {
                // Reading is all.
            }
        }
    }

    private void storeEachRow(ImportId id, CsvRows rows, RowImport work) throws UnreadableFileException {
        CsvRows.Batch batch = rows.next(BATCH);
        while (!batch.isEmpty()) {
            if (stopping.getAsBoolean()) {
                store.interrupted(id);
                return;
            }
            CsvRows.Batch current = batch;
            transaction.executeWithoutResult(_ -> {
                take(current, work);
                store.progress(id, tally);
            });
            batch = rows.next(BATCH);
        }
        transaction.executeWithoutResult(_ -> {
            work.finish(outcomes -> {
                tally.add(outcomes);
                store.progress(id, tally);
            });
            store.done(id);
        });
    }

    private void storeAllOrNothing(ImportId id, CsvRows rows, RowImport work) {
        transaction.executeWithoutResult(status -> {
            try {
                CsvRows.Batch batch = rows.next(BATCH);
                while (!batch.isEmpty() && tally.faulty() < ENOUGH_FAULTS && !stopping.getAsBoolean()) {
                    take(batch, work);
                    batch = rows.next(BATCH);
                }
            } catch (UnreadableFileException e) {
                throw new IllegalStateException("The file changed while it was read", e);
            }
            tally.add(tally.faulty() == 0 ? work.finish() : List.of());
            if (tally.faulty() > 0 || stopping.getAsBoolean()) {
                status.setRollbackOnly();
                return;
            }
            store.progress(id, tally);
            store.done(id);
        });
        if (tally.faulty() > 0) {
            tally.undoEffects();
            store.progress(id, tally);
            store.failed(id, Wording.of("Có dòng sai nên không lưu gì cả.", "Nothing was stored, as there are faulty rows."));
        } else if (stopping.getAsBoolean()) {
            store.interrupted(id);
        }
    }

    private void take(CsvRows.Batch batch, RowImport work) {
        tally.read(batch.size());
        tally.add(batch.faulty());
        if (!batch.rows().isEmpty()) {
            tally.add(work.store(batch.rows()));
        }
    }
}
