package loa.benchmarks.load;

import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import loa.benchmarks.sink.SinkSettings;

/** Texts by Twilio's protocol. */
@Command(name = "sms", mixinStandardHelpOptions = true, description = "Texts: messages a second from issue to the last settle.")
public final class SmsCommand implements Callable<Integer> {
    @Mixin
    private LoadOptions options = new LoadOptions();
    @Option(names = "--recipients", defaultValue = "50000", description = "How many (${DEFAULT-VALUE}).")
    private int recipients;
    @Option(names = "--latency", split = ",", defaultValue = "0,20,50", description = "Of the provider, in ms (${DEFAULT-VALUE}).")
    private List<Integer> latencies = List.of();
    @Option(names = "--class", defaultValue = "emergency", description = "routine, priority or emergency (${DEFAULT-VALUE}).")
    private String bulletinClass = "";
    @Option(names = "--peers", description = "Afterwards what others would use does the same against the same sink.")
    private boolean peers;

    @Override
    public Integer call() {
        var series = new Series(options.runs(), latencies.stream().map(SinkSettings.IDEAL::withLatency).toList(), options.rawFigures());
        try (Stage stage = new Stage(options, options.tuning())) {
            series.measure(new LoaContender(stage, options, new LoaContender.Load("sms", bulletinClass, recipients)));
            if (peers) {
                for (PeerContender.Kind kind : PeerContender.Kind.values()) {
                    series.measure(new PeerContender(stage, options, kind, recipients));
                }
            }
        }
        return series.conclude();
    }
}
