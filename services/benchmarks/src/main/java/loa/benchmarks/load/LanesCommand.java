package loa.benchmarks.load;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import loa.benchmarks.product.Place;
import loa.benchmarks.product.Tuning;
import loa.benchmarks.sink.SinkSettings;
import loa.benchmarks.table.MarkdownTable;
import loa.benchmarks.table.RawFigures;
import loa.benchmarks.table.Spread;

/** Emergencies while routine work holds the provider at its full rate. */
@Command(name = "lanes", mixinStandardHelpOptions = true, description = {
        "Routine texts at the provider's full rate; meanwhile emergencies: short ones to 10 recipients",
        "each, one after the other, then a long one. A Loa of its own for each rate, which is also the provider's limit."})
public final class LanesCommand implements Callable<Integer> {
    @Mixin
    private LoadOptions options = new LoadOptions();
    @Option(names = "--recipients", defaultValue = "1000000", description = "Of the routine directive (${DEFAULT-VALUE}).")
    private int recipients;
    @Option(names = "--rates", split = ",", defaultValue = "500,5000", description = "Texts a second (${DEFAULT-VALUE}).")
    private List<Integer> rates = List.of();
    @Option(names = "--latency", split = ",", defaultValue = "50,5000", description = "Of the provider, in ms (${DEFAULT-VALUE}).")
    private List<Integer> latencies = List.of();
    @Option(names = "--emergencies", defaultValue = "100", description = "Short ones (${DEFAULT-VALUE}).")
    private int emergencies;
    @Option(names = "--long", defaultValue = "10000", description = "Recipients of the long one (${DEFAULT-VALUE}).")
    private int town;

    @Override
    public Integer call() {
        RawFigures raw = options.rawFigures();
        var table = new MarkdownTable("rate/s", "latency ms", "short emergencies", "issue to first arrival ms: p50", "p99", "max",
                "long: first arrival ms", "handed over s", "the rate allows s", "routine's share meanwhile", "fullest second",
                "turned away",
                "duplicates");
        for (int rate : rates) {
            try (Stage stage = new Stage(options, tuning(rate))) {
                stage.residents().phones(Place.CITY, recipients);
                stage.residents().phones(Place.HAMLET, LanesRun.HAMLET);
                stage.residents().phones(Place.TOWN, town);
                stage.database().settleDown();
                for (int latency : latencies) {
                    var provider = new SinkSettings(latency, rate, SinkSettings.Receipts.OFF);
                    LanesRun.Result result = new LanesRun(stage, options.patience(), emergencies, town).run(provider);
                    raw.add(result);
                    addTo(table, result);
                }
            }
        }
        System.out.println();
        System.out.println(table);
        System.out.println(raw.line());
        return 0;
    }

    private Tuning tuning(int rate) {
        return options.tuning().with("loa.delivery.rate-per-second", Integer.toString(rate));
    }

    private static void addTo(MarkdownTable table, LanesRun.Result result) {
        Spread first = Spread.of(result.firstArrivalMs());
        table.row(text("%.0f", result.ratePerSecond()), result.latencyMs(), result.firstArrivalMs().size(), text("%.0f", first.median()),
                text("%.0f", first.percentile(0.99)), text("%.0f", first.most()),
                result.longFirstArrivalMs(), text("%.1f", result.longSeconds()), text("%.1f", result.allowedSeconds()),
                text("%.3f", result.routineShare()), result.mostInASecond(), result.turnedAway(), result.duplicates());
    }

    private static String text(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
