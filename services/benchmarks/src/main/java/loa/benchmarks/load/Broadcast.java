package loa.benchmarks.load;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import loa.benchmarks.product.Desk;
import loa.benchmarks.product.DirectiveText;
import loa.benchmarks.sink.Counts;
import loa.benchmarks.sink.SinkSettings;
import loa.standalone.pause.Pause;

/** Issues one directive and measures until its last delivery is settled. */
final class Broadcast {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final Stage stage;
    private final LoadOptions options;
    private SinkSettings provider = SinkSettings.IDEAL;

    Broadcast(Stage stage, LoadOptions options) {
        this.stage = stage;
        this.options = options;
    }

    /** From now on the provider behaves so. */
    void provider(SinkSettings settings) {
        provider = settings;
        stage.sink().set(settings);
    }

    /** Runs it to its end. */
    Figures run(DirectiveText text, int recipients) {
        Desk.Approved approved = stage.desk().approve(text);
        stage.sink().reset();
        stage.loa().forgetPeakMemory();
        Usage before = Usage.ofLoa(stage);
        Desk.Issued issued = stage.desk().issue(approved);
        JsonNode progress = stage.desk().awaitSettled(issued, options.patience());
        long shown = System.currentTimeMillis();
        Double receipts = provider.receipts() == SinkSettings.Receipts.SOON ? awaitReceipts(issued) : null;
        Usage usage = Usage.ofLoa(stage).since(before);
        JsonNode counts = progress.path("channels").path(text.channel()).path("counts");
        if (!progress.path("settled").asBoolean()) {
            System.err.println("loa: not settled in time: " + counts);
        }
        return figures(issued, text.channel(), recipients, new Times(shown, receipts), usage, counts.path("accepted").asLong());
    }

    private record Times(long shown, @Nullable Double receipts) {}

    private Figures figures(Desk.Issued issued, String channel, int recipients, Times times, Usage usage, long accepted) {
        long last = stage.database().lastSettledAt(channel, issued);
        Counts counted = stage.sink().counts();
        Counts.OfCode ours = counted.codes().get(issued.checkCode());
        return new Figures("Loa", recipients, provider.latencyMs(), (last - issued.askedAt()) / 1e3,
                (times.shown() - issued.askedAt()) / 1e3,
                ours == null ? -1 : ours.firstAt() - issued.askedAt(), usage, stage.loa().peakMebibytes(),
                Figures.lost(counted, recipients),
                counted.duplicates(), counted.mostInASecond(), times.receipts(), accepted);
    }

    /** Until each receipt has had its answer; seconds since issue. */
    private double awaitReceipts(Desk.Issued issued) {
        long deadline = System.nanoTime() + options.patience().toNanos();
        while (stage.sink().counts().receipts().waiting() > 0 && System.nanoTime() < deadline) {
            Pause.of(BETWEEN_LOOKS);
        }
        return (System.currentTimeMillis() - issued.askedAt()) / 1e3;
    }
}
