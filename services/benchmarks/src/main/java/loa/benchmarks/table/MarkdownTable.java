package loa.benchmarks.table;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A table as docs/performance.md has it. */
public final class MarkdownTable {
    private final List<String> lines = new ArrayList<>();
    private final int columns;

    /** With these columns. */
    public MarkdownTable(List<String> heads) {
        columns = heads.size();
        lines.add(line(heads));
        lines.add("|" + String.join("|", Collections.nCopies(columns, "---")) + "|");
    }

    /** With these columns. */
    public MarkdownTable(String... heads) {
        this(List.of(heads));
    }

    /** One more row. */
    public void row(List<?> cells) {
        if (cells.size() != columns) {
            throw new IllegalArgumentException("a row has %d cells, but was given %d".formatted(columns, cells.size()));
        }
        lines.add(line(cells.stream().map(String::valueOf).toList()));
    }

    /** One more row. */
    public void row(Object... cells) {
        row(List.of(cells));
    }

    @Override
    public String toString() {
        return String.join("\n", lines) + "\n";
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |";
    }
}
