package loa.api.imports;

import java.util.List;
import java.util.function.Consumer;

/** The work on one file, within a transaction, by one thread at a time. An exception ends the import as failed. */
public interface RowImport {
    /**
     * Stores the next rows, at most 1,000, in the order of the file.
     *
     * @return one outcome for each row; those of rows whose fate is not yet known come from {@link #finish}
     */
    List<RowOutcome> store(List<CsvRow> rows);

    /** Ends the work after the last row, in the same transaction where the file is stored as a whole. */
    default List<RowOutcome> finish() {
        return List.of();
    }

    /** {@link #finish()} for a work whose last outcomes may be many: hands them over part by part, so that memory holds one part. */
    default void finish(Consumer<List<RowOutcome>> outcomes) {
        outcomes.accept(finish());
    }
}
