package loa.benchmarks.load;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import loa.benchmarks.product.Desk;
import loa.benchmarks.product.DirectiveText;
import loa.benchmarks.product.Place;
import loa.benchmarks.sink.Counts;
import loa.benchmarks.sink.SinkSettings;
import loa.benchmarks.sink.SinkSettings.Receipts;
import loa.benchmarks.table.MarkdownTable;
import loa.benchmarks.table.RawFigures;
import loa.standalone.pause.Pause;

/** Texts with two signed receipts each: while they are sent, and all at once afterwards. */
@Command(name = "receipts", mixinStandardHelpOptions = true, description = {
        "Texts with two signed receipts each: first as they come while texts are sent,",
        "then held until the last text is settled, and all at once."})
public final class ReceiptsCommand implements Callable<Integer> {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    @Mixin
    private LoadOptions options = new LoadOptions();
    @Option(names = "--recipients", defaultValue = "50000", description = "How many (${DEFAULT-VALUE}).")
    private int recipients;
    @Option(names = "--latency", split = ",", defaultValue = "0,50", description = "Of the provider, in milliseconds (${DEFAULT-VALUE}).")
    private List<Integer> latencies = List.of();

    /**
     * Receipts that were held and then posted at once.
     *
     * @param seconds   from the first post to the last answer
     * @param answered  with 2xx
     * @param delivered as the desk shows it afterwards
     */
    private record Burst(int receipts, double seconds, long answered, long failed, long delivered, Usage usage) {}

    @Override
    public Integer call() {
        RawFigures raw = options.rawFigures();
        var series = new Series(options.runs(),
                latencies.stream().map(ms -> SinkSettings.IDEAL.withLatency(ms).with(Receipts.SOON)).toList(), raw);
        var bursts = new MarkdownTable("receipts", "receipts/s", "seconds", "answered", "failed", "delivered, as shown",
                "CPU s per 1,000: Loa",
                "sink", "PostgreSQL");
        boolean complete = true;
        try (Stage stage = new Stage(options, options.tuning()); var loa = new LoaContender(stage, options, load())) {
            for (int run = 0; run < options.runs(); run++) {
                Burst burst = burst(stage);
                raw.add(burst);
                complete &= burst.delivered() == recipients && burst.failed() == 0;
                addTo(bursts, burst);
            }
            series.measure(loa);
        }
        System.out.println();
        System.out.println(bursts);
        return complete ? series.conclude() : Math.max(1, series.conclude());
    }

    private LoaContender.Load load() {
        return new LoaContender.Load("sms", "emergency", recipients);
    }

    private Burst burst(Stage stage) {
        stage.sink().set(SinkSettings.IDEAL.with(Receipts.HELD));
        stage.sink().reset();
        Desk.Issued issued = stage.desk().issue(stage.desk().approve(new DirectiveText("emergency", "sms", List.of(Place.CITY.commune()))));
        stage.desk().awaitSettled(issued, options.patience());
        Usage before = Usage.ofLoa(stage);
        long start = System.nanoTime();
        stage.sink().release();
        Counts.Receipts receipts = awaitAnswers(stage);
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Burst(2 * recipients, seconds, receipts.answered(), receipts.failed(), delivered(stage, issued),
                Usage.ofLoa(stage).since(before));
    }

    private Counts.Receipts awaitAnswers(Stage stage) {
        long deadline = System.nanoTime() + options.patience().toNanos();
        Counts.Receipts receipts = stage.sink().counts().receipts();
        while (receipts.waiting() > 0 && System.nanoTime() < deadline) {
            Pause.of(BETWEEN_LOOKS);
            receipts = stage.sink().counts().receipts();
        }
        return receipts;
    }

    /** The reports follow within seconds. */
    private long delivered(Stage stage, Desk.Issued issued) {
        long delivered = 0;
        for (int look = 0; look < 600 && delivered < recipients; look++) {
            delivered = stage.desk().progress(issued).path("channels").path("sms").path("counts").path("delivered").asLong();
            Pause.of(BETWEEN_LOOKS);
        }
        return delivered;
    }

    private static void addTo(MarkdownTable table, Burst burst) {
        table.row(burst.receipts(), text("%,.0f", burst.receipts() / burst.seconds()), text("%.2f", burst.seconds()), burst.answered(),
                burst.failed(), burst.delivered(), text("%.3f", Usage.perThousand(burst.usage().product(), burst.receipts())),
                text("%.3f", Usage.perThousand(burst.usage().sink(), burst.receipts())),
                text("%.3f", Usage.perThousand(burst.usage().postgres(), burst.receipts())));
    }

    private static String text(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
