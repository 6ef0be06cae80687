package loa.publisher.console;

import java.util.List;

import org.jspecify.annotations.Nullable;

import loa.contract.Counts;
import loa.publisher.console.ShownProgress.ShownFailure;
import loa.publisher.progress.Progress;

/**
 * The figures of one channel with what each of them means, since "accepted" is not "delivered".
 *
 * @param cancelled since when the channel has stopped; null: it was not asked to, or has not said so
 */
record ChannelFigures(String code, String planning, String audience, @Nullable String reach, @Nullable String rate, Stack stack,
        String percentDone, String percentOpen, List<Figure> numbers, @Nullable ShownTime cancelled, List<ShownFailure> failures) {
    /** One figure: of which kind, in which colour of the bar, and what it means. */
    record Figure(String kind, String colour, String count, boolean none, String help) {}

    static ChannelFigures of(String code, Progress.OfChannel channel, Words words) {
        Counts counts = channel.counts();
        long done = counts.audience() - ShownProgress.open(counts);
        return new ChannelFigures(code, channel.planning().code(), words.number(counts.audience()),
                channel.reach() == null ? null : words.number(channel.reach()),
                channel.ratePerSecond() > 0 ? words.decimal(channel.ratePerSecond()) : null, Stack.of(counts),
                percent(counts.accepted(), counts, words), percent(counts.audience() - done, counts, words), figures(code, counts, words),
                words.time(channel.cancelAcknowledgedAt()), channel.failures().stream().map(f -> ShownFailure.of(f, words)).toList());
    }

    private static List<Figure> figures(String code, Counts counts, Words words) {
        long open = counts.planned() + counts.sending() + counts.deferred();
        long stopped = counts.expired() + counts.cancelled();
        return List.of(figure("accepted", "accepted", counts.accepted(), words.text("progress.help.accepted." + code), words),
                figure("delivered", "delivered", counts.delivered(), words.text("progress.help.delivered." + code), words),
                figure("undelivered", "failed", counts.undelivered(), words.text("progress.help.undelivered." + code), words),
                figure("open", "open", open, words.text("progress.help.open", counts.planned(), counts.sending(), counts.deferred()),
                        words),
                figure("unknown", "unknown", counts.unknown(), words.text("progress.help.unknown"), words),
                figure("refused", "failed", counts.refused(), words.text("progress.help.refused"), words),
                figure("gone", "failed", counts.gone(), words.text("progress.help.gone"), words),
                figure("stopped", "stopped", stopped, words.text("progress.help.stopped", counts.expired(), counts.cancelled()), words));
    }

    private static Figure figure(String kind, String colour, long count, String help, Words words) {
        return new Figure(kind, colour, words.number(count), count == 0, help);
    }

    private static String percent(long part, Counts counts, Words words) {
        return counts.audience() == 0 ? "0" : words.decimal(Math.floor(1000.0 * part / counts.audience()) / 10);
    }
}
