package loa.benchmarks.load;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import loa.benchmarks.sink.SinkSettings;
import loa.benchmarks.table.MarkdownTable;
import loa.benchmarks.table.RawFigures;
import loa.standalone.pause.Pause;

/** Whether memory and time per recipient stay the same when there are more of them. */
@Command(name = "memory", mixinStandardHelpOptions = true, description = {
        "Texts to more and more recipients, each with a Loa of its own: what lives on the heap,",
        "half-way and at the end, and the time of each recipient (in a run of its own, which no collection disturbs)."})
public final class MemoryCommand implements Callable<Integer> {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    @Mixin
    private LoadOptions options = new LoadOptions();
    @Option(names = "--recipients", split = ",", defaultValue = "10000,100000,1000000", description = "How many (${DEFAULT-VALUE}).")
    private List<Integer> sizes = List.of();
    @Option(names = "--latency", defaultValue = "0", description = "Of the provider, in milliseconds (${DEFAULT-VALUE}).")
    private int latency;

    /** Live heap in KiB, and where the ledger stands in MiB. */
    private record Held(int recipients, long halfWay, long end, long ledgerMebibytes) {}

    @Override
    public Integer call() {
        RawFigures raw = options.rawFigures();
        var table = new MarkdownTable("recipients", "seconds", "µs per recipient", "live heap half-way MiB", "at the end MiB",
                "peak resident MiB",
                "ledger on disk MiB, two directives");
        boolean complete = true;
        for (int size : sizes) {
            try (Stage stage = new Stage(options, options.tuning());
                    var loa = new LoaContender(stage, options, new LoaContender.Load("sms", "emergency", size))) {
                SinkSettings provider = SinkSettings.IDEAL.withLatency(latency);
                loa.warmUp(provider);
                Figures figures = loa.run(provider);
                Held held = hold(stage, loa, provider, size);
                raw.add(figures);
                raw.add(held);
                complete &= figures.lost() == 0 && figures.duplicates() == 0;
                table.row(size, text("%.2f", figures.seconds()), text("%.1f", figures.seconds() * 1e6 / size),
                        text("%.1f", held.halfWay() / 1024.0),
                        text("%.1f", held.end() / 1024.0), figures.peakMebibytes(), held.ledgerMebibytes());
            }
        }
        System.out.println();
        System.out.println(table);
        System.out.println(raw.line());
        return complete ? 0 : 1;
    }

    private Held hold(Stage stage, LoaContender loa, SinkSettings provider, int size) {
        CompletableFuture<Long> halfWay = CompletableFuture.supplyAsync(() -> {
            long deadline = System.nanoTime() + options.patience().toNanos();
            // the run resets the sink first, which holds all of the run before
            while (!isHalfWay(stage.sink().counts().accepted(), size) && System.nanoTime() < deadline) {
                Pause.of(BETWEEN_LOOKS);
            }
            return stage.loa().liveHeapKibibytes();
        });
        loa.run(provider);
        return new Held(size, halfWay.join(), stage.loa().liveHeapKibibytes(), stage.database().ledgerMebibytes("sms"));
    }

    private static boolean isHalfWay(long accepted, int size) {
        return accepted >= size / 2 && accepted < size;
    }

    private static String text(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
