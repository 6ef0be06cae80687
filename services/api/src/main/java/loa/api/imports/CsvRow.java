package loa.api.imports;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** One row of a file: its cells by column, stripped and in NFC; an empty cell counts as absent. */
public final class CsvRow {
    private final long line;
    private final Map<String, String> cells;

    /**
     * @param line the number of the file's line in which the row starts; the header is line 1
     */
    public CsvRow(long line, Map<String, String> cells) {
        this.line = line;
        Map<String, String> present = new HashMap<>();
        cells.forEach((column, text) -> {
            if (!text.isBlank()) {
                present.put(column, Normalizer.normalize(text.strip(), Normalizer.Form.NFC));
            }
        });
        this.cells = Map.copyOf(present);
    }

    /** The number of the file's line in which the row starts. */
    public long line() {
        return line;
    }

    /** The text of a cell; empty when the cell is empty or the file has no such column. */
    public Optional<String> cell(String column) {
        return Optional.ofNullable(cells.get(column));
    }

    /** Only the line: cells hold personal data, which must not come into a log. */
    @Override
    public String toString() {
        return "row at line " + line;
    }
}
