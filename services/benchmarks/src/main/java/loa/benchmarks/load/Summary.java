package loa.benchmarks.load;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

import loa.benchmarks.table.MarkdownTable;
import loa.benchmarks.table.Spread;

/** Runs of the same kind, one row for each kind. */
final class Summary {
    private final MarkdownTable table = new MarkdownTable("who", "recipients", "latency ms", "messages/s", "settled s", "shown s",
            "first send ms", "CPU s per 1,000: own", "sink", "Kafka", "PostgreSQL", "peak MiB", "lost", "duplicates", "fullest second");

    /** One kind: medians, and of what must be 0 the most. */
    void add(List<Figures> runs) {
        Figures one = runs.getFirst();
        table.row(one.who(), one.recipients(), one.latencyMs(), spread(runs, Figures::perSecond).text("%,.0f"),
                spread(runs, Figures::seconds).text("%.2f"), text(runs, Figures::secondsShown, "%.2f"),
                text(runs, f -> f.firstSendMs(), "%.0f"),
                perThousand(runs, f -> f.usage().product()), perThousand(runs, f -> f.usage().sink()),
                perThousand(runs, f -> f.usage().kafka()),
                perThousand(runs, f -> f.usage().postgres()), text(runs, f -> f.peakMebibytes(), "%.0f"), most(runs, f -> f.lost()),
                most(runs, f -> f.duplicates()), most(runs, f -> f.mostInASecond()));
    }

    @Override
    public String toString() {
        return table.toString();
    }

    static Spread spread(List<Figures> runs, ToDoubleFunction<Figures> value) {
        return Spread.of(runs.stream().mapToDouble(value).boxed().toList());
    }

    private static String perThousand(List<Figures> runs, ToDoubleFunction<Figures> millis) {
        return text(runs, figures -> millis.applyAsDouble(figures) / figures.recipients(), "%.3f");
    }

    private static String text(List<Figures> runs, ToDoubleFunction<Figures> value, String format) {
        return String.format(Locale.ROOT, format, spread(runs, value).median());
    }

    private static String most(List<Figures> runs, ToDoubleFunction<Figures> value) {
        return String.format(Locale.ROOT, "%.0f", spread(runs, value).most());
    }
}
