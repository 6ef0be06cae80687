package loa.publisher.console;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import loa.contract.AreaCode;
import loa.contract.Counts;
import loa.contract.LoaEvent;
import loa.contract.Planning;
import loa.publisher.progress.Progress;

/**
 * How far a directive has come, for the page.
 *
 * @param follows whether there is anything to wait for
 * @param open    how many deliveries have no final outcome, on the channels that do not hold the directive
 * @param held    the channels that hold it for a person
 * @param say     what is read out to those who do not see the figures
 */
record ShownProgress(String state, boolean exercise, @Nullable String bulletinClass, boolean settled, boolean follows,
        @Nullable ShownTime issuedAt, ShownTime asOf, long open, String say, List<ChannelFigures> channels, List<AreaLine> areas,
        boolean areasCut, List<String> held, int revision, @Nullable Integer replacedBy, List<Correction> corrections) {
    static final int MOST_LINES = 500;

    /** The counts of one channel in one area, as they are shown. */
    record AreaLine(String name, String channel, String audience, String accepted, String delivered, String failed, String open) {
        static AreaLine of(Progress.OfArea line, Function<AreaCode, String> names, Words words) {
            Counts counts = line.counts();
            return new AreaLine(names.apply(line.area()), line.channel().code(), words.number(counts.audience()),
                    words.number(counts.accepted()), words.number(counts.delivered()),
                    words.number(counts.refused() + counts.gone() + counts.undelivered()), words.number(ShownProgress.open(counts)));
        }
    }

    static ShownProgress of(Progress progress, @Nullable String bulletinClass, Function<AreaCode, String> names, Words words) {
        List<ChannelFigures> channels = progress.channels().entrySet().stream()
                .map(channel -> ChannelFigures.of(channel.getKey(), channel.getValue(), words)).toList();
        List<Progress.OfArea> lines = progress.areas() == null ? List.of() : progress.areas();
        List<String> held = progress.channels().entrySet().stream().filter(c -> c.getValue().planning() == Planning.HELD)
                .map(Map.Entry::getKey).toList();
        long open = progress.channels().entrySet().stream().filter(c -> !held.contains(c.getKey()))
                .mapToLong(c -> open(c.getValue().counts())).sum();
        return new ShownProgress(progress.state(), progress.exercise(), bulletinClass, progress.settled(),
                progress.issuedAt() != null && !progress.settled() || progress.state().equals("scheduled"),
                words.time(progress.issuedAt()), words.exactTime(progress.asOf()), open, say(progress, words), channels,
                lines.stream().limit(MOST_LINES).map(line -> AreaLine.of(line, names, words)).toList(), lines.size() > MOST_LINES,
                held, progress.revision(), progress.replacedBy(), progress.corrects().stream().map(c -> Correction.of(c, words)).toList());
    }

    /** An earlier revision that had gone out, by channel. */
    record Correction(int revision, List<OfChannel> channels) {
        /** How many had it, and how many of them are left with it; null: not known yet. */
        record OfChannel(String code, String sent, @Nullable String left, boolean anyLeft) {}

        static Correction of(Progress.Corrected corrected, Words words) {
            return new Correction(corrected.revision(), corrected.sent().entrySet().stream().map(channel -> {
                Long left = corrected.left().get(channel.getKey());
                return new OfChannel(channel.getKey(), words.number(channel.getValue()), left == null ? null : words.number(left),
                        left != null && left > 0);
            }).toList());
        }
    }

    static long open(Counts counts) {
        return counts.planned() + counts.sending() + counts.deferred() + counts.unknown();
    }

    private static String say(Progress progress, Words words) {
        if (progress.settled()) {
            return words.text("progress.announce.settled");
        }
        var text = new StringBuilder();
        for (Map.Entry<String, Progress.OfChannel> channel : progress.channels().entrySet()) {
            Counts counts = channel.getValue().counts();
            if (channel.getValue().planning() == Planning.HELD) {
                text.append(words.text("progress.announce.held", words.text("channel." + channel.getKey()))).append(' ');
                continue;
            }
            if (counts.audience() == 0) {
                continue;
            }
            text.append(words.text("progress.announce", words.text("channel." + channel.getKey()), counts.accepted(), counts.audience(),
                    open(counts))).append(' ');
        }
        return text.isEmpty() ? words.text("progress.planning-text") : text.toString().strip();
    }

    /** Reasons of failures as they are shown. */
    record ShownFailure(String reason, String detail, String count) {
        static ShownFailure of(LoaEvent.Failure failure, Words words) {
            return new ShownFailure(failure.reason(), words.failure(failure), words.number(failure.count()));
        }
    }
}
