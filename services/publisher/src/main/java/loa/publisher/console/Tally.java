package loa.publisher.console;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import loa.contract.Counts;
import loa.publisher.progress.Progress;

/** All channels of a directive together, for a line in the list. */
record Tally(Counts counts, Stack stack, String percent) {
    /** Null: no channel has found anybody yet. */
    static @Nullable Tally of(Progress progress, Words words) {
        Map<String, Progress.OfChannel> channels = progress.channels();
        Counts all = channels.values().stream().map(Progress.OfChannel::counts).reduce(Counts.NONE, Counts::plus);
        return all.audience() == 0
                ? null
                : new Tally(all, Stack.of(all), words.decimal(Math.floor(1000.0 * all.accepted() / all.audience()) / 10));
    }
}
