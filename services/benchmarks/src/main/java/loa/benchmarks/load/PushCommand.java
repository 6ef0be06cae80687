package loa.benchmarks.load;

import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import loa.benchmarks.sink.SinkSettings;

/** Pushes, one for each device, by FCM's protocol. */
@Command(name = "push", mixinStandardHelpOptions = true, description = "Pushes by token: messages a second from issue to the last settle.")
public final class PushCommand implements Callable<Integer> {
    @Mixin
    private LoadOptions options = new LoadOptions();
    @Option(names = "--recipients", defaultValue = "50000", description = "How many (${DEFAULT-VALUE}).")
    private int recipients;
    @Option(names = "--latency", split = ",", defaultValue = "0,20,50", description = "Of the provider, in ms (${DEFAULT-VALUE}).")
    private List<Integer> latencies = List.of();

    @Override
    public Integer call() {
        var series = new Series(options.runs(), latencies.stream().map(SinkSettings.IDEAL::withLatency).toList(), options.rawFigures());
        try (Stage stage = new Stage(options, options.tuning())) {
            // only an emergency goes to tokens
            series.measure(new LoaContender(stage, options, new LoaContender.Load("push", "emergency", recipients)));
        }
        return series.conclude();
    }
}
