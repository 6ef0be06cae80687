package loa.api.imports;

import java.time.OffsetDateTime;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * An import as it is shown.
 *
 * @param state      {@code running}, {@code done} or {@code failed}
 * @param reason     a sentence that says why it failed; else null
 * @param rows       how many rows were read so far; the six numbers after it add up to it when the import is done
 * @param faults     the first 100
 * @param faultsFile where all of them are
 */
public record ImportReport(ImportId id, String state, @Nullable String reason, long rows, long added, long changed, long unchanged,
        long merged, long skipped, long faulty, OffsetDateTime startedAt, @Nullable OffsetDateTime endedAt, List<Fault> faults,
        String faultsFile) {
    /** Copies the faults. */
    public ImportReport {
        faults = List.copyOf(faults);
    }

    /** What is wrong with a row, in the language of the one who asks. */
    public record Fault(long line, @Nullable String column, String code, String detail) {}
}
