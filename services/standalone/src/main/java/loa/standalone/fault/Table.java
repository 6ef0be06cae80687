package loa.standalone.fault;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** The rows as Markdown, and below them what was not kept. */
final class Table {
    private Table() {}

    static void print(List<Row> rows, PrintStream out) {
        out.println("| scenario | deliveries | lost | duplicates | unknown at the end | longest pause, s | largest second | time, s | |");
        out.println("|---|---|---|---|---|---|---|---|---|");
        for (Row row : rows) {
            out.println(
                    String.format(Locale.ROOT, "| %s | %,d | %,d | %,d | %,d | %.1f | %,d | %.1f | %s |", row.scenario(), row.deliveries(),
                            row.lost(), row.duplicates(), row.unknown(), row.longestPauseMs() / 1000.0, row.largestSecond(), row.seconds(),
                            String.join("; ", row.notes())));
        }
        rows.forEach(row -> row.broken().forEach(broken -> out.printf("NOT KEPT: %s: %s%n", row.scenario(), broken)));
    }
}
