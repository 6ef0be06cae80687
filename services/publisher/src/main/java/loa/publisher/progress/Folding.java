package loa.publisher.progress;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import loa.contract.Channel;
import loa.contract.Counts;
import loa.contract.LoaEvent;
import loa.contract.Planning;

/** The reports of a channel's shards as one answer. No I/O. */
final class Folding {
    /**
     * A channel reports in 8 shards, all of which report once when planning is complete. One that is told to stop before it has planned
     * reports in the first alone: so fewer are believed too, after a silence that is longer than a channel under load ever keeps.
     */
    private static final int SHARDS = 8;
    private static final Duration SILENCE = Duration.ofSeconds(15);
    private static final Duration SHORTEST_SPAN = Duration.ofSeconds(1);

    private Folding() {}

    /** Nothing was heard of the channel yet. */
    static Progress.OfChannel waiting() {
        return new Progress.OfChannel(Planning.WAITING, Counts.NONE, null, 0, null, null, null, List.of());
    }

    /** All shards together; waiting when there are none. */
    static Progress.OfChannel fold(List<ShardReport> shards, OffsetDateTime now) {
        if (shards.isEmpty()) {
            return waiting();
        }
        Counts counts = shards.stream().map(ShardReport::counts).reduce(Counts.NONE, Counts::plus);
        OffsetDateTime first = shards.stream().map(ShardReport::firstAttemptAt).filter(Objects::nonNull).min(Comparator.naturalOrder())
                .orElse(null);
        OffsetDateTime last = newest(shards.stream().map(ShardReport::lastAttemptAt));
        return new Progress.OfChannel(planning(shards, now), counts, reach(shards), rate(counts, first, last), first, last,
                newest(shards.stream().map(ShardReport::cancelAcknowledgedAt)), failures(shards));
    }

    /** Whether nothing is left to be done or to be asked on all these channels. */
    static boolean isSettled(Set<Channel> channels, Map<String, Progress.OfChannel> progress, boolean expired) {
        return channels.stream().map(channel -> progress.get(channel.code()))
                .allMatch(p -> p != null && p.planning() == Planning.COMPLETE && p.counts().isSettled(expired));
    }

    private static Planning planning(List<ShardReport> shards, OffsetDateTime now) {
        if (shards.stream().anyMatch(s -> s.planning() == Planning.HELD)) {
            return Planning.HELD;
        }
        boolean allComplete = shards.stream().allMatch(s -> s.planning() == Planning.COMPLETE);
        OffsetDateTime newest = shards.stream().map(ShardReport::receivedAt).max(Comparator.naturalOrder()).orElse(now);
        boolean allHeard = shards.size() >= SHARDS || !newest.plus(SILENCE).isAfter(now);
        if (allComplete && allHeard) {
            return Planning.COMPLETE;
        }
        boolean allWaiting = shards.stream().allMatch(s -> s.planning() == Planning.WAITING);
        return allWaiting ? Planning.WAITING : Planning.RUNNING;
    }

    private static @Nullable Long reach(List<ShardReport> shards) {
        return shards.stream().map(ShardReport::reach).filter(Objects::nonNull).reduce(Long::sum).orElse(null);
    }

    /** To one decimal; over a second at least, so that a handful of deliveries does not look like a storm. */
    private static double rate(Counts counts, @Nullable OffsetDateTime first, @Nullable OffsetDateTime last) {
        if (first == null || last == null) {
            return 0;
        }
        Duration span = Duration.between(first, last);
        long millis = Math.max(SHORTEST_SPAN.toMillis(), span.toMillis());
        long attempted = counts.accepted() + counts.refused() + counts.gone() + counts.unknown();
        return Math.round(attempted * 10_000.0 / millis) / 10.0;
    }

    private static @Nullable OffsetDateTime newest(Stream<@Nullable OffsetDateTime> times) {
        return times.filter(Objects::nonNull).max(Comparator.naturalOrder()).orElse(null);
    }

    /** The most frequent first. */
    private static List<LoaEvent.Failure> failures(List<ShardReport> shards) {
        record Kind(String reason, String state) {}
        Map<Kind, LoaEvent.Failure> merged = new LinkedHashMap<>();
        shards.stream().flatMap(s -> s.failures().stream()).forEach(f -> merged.merge(new Kind(f.reason(), f.state()), f,
                (a, b) -> new LoaEvent.Failure(a.reason(), a.state(), a.count() + b.count(),
                        a.detail() == null ? b.detail() : a.detail())));
        return merged.values().stream().sorted(Comparator.comparingLong(LoaEvent.Failure::count).reversed()
                .thenComparing(LoaEvent.Failure::reason)).toList();
    }
}
