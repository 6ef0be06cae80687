package loa.api.imports;

import org.jspecify.annotations.Nullable;

import loa.api.problem.Wording;

/**
 * What is wrong with a row. The detail may hold what stands in the row: it is for the one who sent the file and never for a log.
 *
 * @param line   the number of the file's line
 * @param column the column at fault; null: the row as a whole
 * @param code   for programs: {@code invalid-phone}
 */
public record RowFault(long line, @Nullable String column, String code, Wording detail) {
    /** Without the detail. */
    @Override
    public String toString() {
        return "fault at line %d, column %s: %s".formatted(line, column, code);
    }
}
