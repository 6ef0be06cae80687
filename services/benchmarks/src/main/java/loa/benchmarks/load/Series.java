package loa.benchmarks.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

import loa.benchmarks.sink.SinkSettings;
import loa.benchmarks.table.MarkdownTable;
import loa.benchmarks.table.RawFigures;
import loa.benchmarks.table.Spread;

/** Contenders one after the other, each at every latency as often as told. */
final class Series {
    private final int runs;
    private final List<SinkSettings> providers;
    private final RawFigures raw;
    private final Summary summary = new Summary();
    private final Map<String, Map<Integer, Spread>> speeds = new LinkedHashMap<>();
    private boolean complete = true;

    Series(int runs, List<SinkSettings> providers, RawFigures raw) {
        this.runs = runs;
        this.providers = List.copyOf(providers);
        this.raw = raw;
    }

    /** Measures one, and closes it. */
    void measure(Contender contender) {
        try (contender) {
            contender.warmUp(providers.getFirst());
            for (SinkSettings provider : providers) {
                List<Figures> measured = new ArrayList<>();
                for (int run = 0; run < runs; run++) {
                    measured.add(one(contender, provider));
                }
                summary.add(measured);
                speeds.computeIfAbsent(measured.getFirst().who(), _ -> new LinkedHashMap<>()).put(provider.latencyMs(),
                        Summary.spread(measured, Figures::perSecond));
            }
        }
    }

    private Figures one(Contender contender, SinkSettings provider) {
        Figures figures = contender.run(provider);
        System.err.printf("%s, %d recipients, %d ms: %.0f messages/s, lost %d, duplicates %d%n", figures.who(), figures.recipients(),
                figures.latencyMs(), figures.perSecond(), figures.lost(), figures.duplicates());
        raw.add(figures);
        complete &= figures.lost() == 0 && figures.duplicates() == 0;
        return figures;
    }

    /** Prints the tables; the status of the command: 1 when something was lost or sent twice. */
    int conclude() {
        System.out.println();
        System.out.println(summary);
        if (speeds.size() > 1) {
            System.out.println(ratios());
        }
        System.out.println(raw.line());
        return complete ? 0 : 1;
    }

    private MarkdownTable ratios() {
        var table = new MarkdownTable(cells("messages/s of Loa, divided by those of", p -> p.latencyMs() + " ms"));
        Map<Integer, Spread> loa = speeds.values().iterator().next();
        speeds.entrySet().stream().skip(1).forEach(peer -> table.row(cells(peer.getKey(), p -> ratio(loa, peer.getValue(), p))));
        return table;
    }

    private List<String> cells(String first, Function<SinkSettings, String> ofProvider) {
        return Stream.concat(Stream.of(first), providers.stream().map(ofProvider)).toList();
    }

    private static String ratio(Map<Integer, Spread> ours, Map<Integer, Spread> theirs, SinkSettings provider) {
        Spread our = Objects.requireNonNull(ours.get(provider.latencyMs()));
        Spread their = Objects.requireNonNull(theirs.get(provider.latencyMs()));
        return String.format(Locale.ROOT, "%.2f", our.median() / their.median());
    }
}
