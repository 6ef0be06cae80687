package loa.api.imports;

import loa.api.access.Caller;

/** What a service does with the rows of one kind of file. Thread-safe. */
public interface RowImporter {
    /** The kind of file, such as {@code areas}: imports of one kind are not shown as those of another. */
    String kind();

    /** The columns. */
    ImportFormat format();

    /** How much is stored when rows are faulty. */
    default Extent extent() {
        return Extent.EACH_ROW;
    }

    /** Starts on one file. */
    RowImport open(ImportId id, Caller caller);

    /** How much is stored when rows are faulty. */
    enum Extent {
        /** The good rows; each batch in a transaction of its own. */
        EACH_ROW,
        /** Nothing, unless all rows are good; the whole file in one transaction. */
        ALL_OR_NOTHING
    }
}
