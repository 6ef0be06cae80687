package loa.benchmarks.load;

import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import loa.benchmarks.sink.SinkSettings;

/** Pushes, one for each area's topic. */
@Command(name = "topic", mixinStandardHelpOptions = true, description = "Pushes by topic: a directive for 100 areas.")
public final class TopicCommand implements Callable<Integer> {
    @Mixin
    private LoadOptions options = new LoadOptions();
    @Option(names = "--latency", split = ",", defaultValue = "0,20,50", description = "Of the provider, in ms (${DEFAULT-VALUE}).")
    private List<Integer> latencies = List.of();

    @Override
    public Integer call() {
        var series = new Series(options.runs(), latencies.stream().map(SinkSettings.IDEAL::withLatency).toList(), options.rawFigures());
        try (Stage stage = new Stage(options, options.tuning())) {
            series.measure(new TopicContender(stage, options));
        }
        return series.conclude();
    }
}
