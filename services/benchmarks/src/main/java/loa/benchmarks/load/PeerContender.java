package loa.benchmarks.load;

import java.util.List;
import java.util.Map;

import loa.benchmarks.peer.CamelPeer;
import loa.benchmarks.peer.ListenerPeer;
import loa.benchmarks.peer.RecordFeed;
import loa.benchmarks.process.JavaChild;
import loa.benchmarks.process.Memory;
import loa.benchmarks.sink.Counts;
import loa.benchmarks.sink.SinkSettings;

/**
 * What others would use, in a process of its own. To its favour the records lie on the topic before it begins, and its time counts from the
 * first record that it has in hand to the last answer, without planning, ledger or reports.
 */
final class PeerContender implements Contender {
    private final Stage stage;
    private final LoadOptions options;
    private final Kind kind;
    private final int recipients;
    private final RecordFeed feed;
    private final JavaChild process;

    /** The two. */
    enum Kind {
        LISTENER("Spring Kafka listener, Twilio SDK on 500 virtual threads", ListenerPeer.class),
        CAMEL("Camel route, batches of 500 in parallel", CamelPeer.class);

        private final String label;
        private final Class<?> main;

        Kind(String label, Class<?> main) {
            this.label = label;
            this.main = main;
        }
    }

    PeerContender(Stage stage, LoadOptions options, Kind kind, int recipients) {
        this.stage = stage;
        this.options = options;
        this.kind = kind;
        this.recipients = recipients;
        String bootstrap = stage.loa().credentials().kafka().bootstrapServers();
        this.feed = new RecordFeed(bootstrap);
        this.process = JavaChild.start(new JavaChild.Order(kind.main, List.of("-Xmx768m", "-XX:+UseSerialGC"),
                List.of(bootstrap, Integer.toString(stage.sink().port())), Map.of()), stage.directory());
    }

    @Override
    public void warmUp(SinkSettings provider) {
        if (options.warmUp() > 0) {
            run(provider, options.warmUp());
        }
    }

    @Override
    public Figures run(SinkSettings provider) {
        return run(provider, recipients);
    }

    @Override
    public void close() {
        process.close();
        feed.close();
    }

    private Figures run(SinkSettings provider, int count) {
        String topic = feed.fill(count);
        stage.sink().set(provider);
        stage.sink().reset();
        Memory.forgetPeak(process.pid());
        Usage before = Usage.ofPeer(stage, process.pid());
        process.tell("RUN " + topic + " " + count);
        double seconds = Long.parseLong(process.await("DONE", options.patience()).split(" ")[1]) / 1e3;
        Usage usage = Usage.ofPeer(stage, process.pid()).since(before);
        Counts counts = stage.sink().counts();
        return new Figures(kind.label, count, provider.latencyMs(), seconds, seconds, 0, usage, Memory.peakMebibytes(process.pid()),
                Figures.lost(counts, count), counts.duplicates(), counts.mostInASecond(), null, counts.accepted());
    }
}
