package loa.benchmarks.load;

import org.jspecify.annotations.Nullable;

import loa.benchmarks.sink.Counts;

/**
 * One run.
 *
 * @param who               what was measured
 * @param seconds           from the moment before the request that issues, to the last settle
 * @param secondsShown      to the moment in which the desk's progress was seen to say settled
 * @param firstSendMs       from issue to the first arrival at the provider
 * @param usage             processor time of the run
 * @param peakMebibytes     most resident memory of what was measured
 * @param lost              recipients whom the provider never heard of
 * @param duplicates        sends of what it had accepted before
 * @param mostInASecond     the provider's fullest second
 * @param secondsOfReceipts from issue to the last receipt; null without
 * @param accepted          as the progress shows it at the end
 */
record Figures(String who, int recipients, int latencyMs, double seconds, double secondsShown, long firstSendMs, Usage usage,
        long peakMebibytes, long lost, long duplicates, int mostInASecond, @Nullable Double secondsOfReceipts, long accepted) {
    double perSecond() {
        return recipients / seconds;
    }

    static long lost(Counts counts, int recipients) {
        return recipients - counts.distinct();
    }
}
