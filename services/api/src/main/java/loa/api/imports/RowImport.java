package loa.api.imports;

import java.util.List;

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
}
