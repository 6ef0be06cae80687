package loa.standalone.fault;

import java.util.List;

/**
 * What came of a scenario.
 *
 * @param lost           settled by us and never seen by the provider, or not settled at all
 * @param duplicates     accepted by the provider more than once
 * @param unknown        at the end
 * @param longestPauseMs in the stream of sends as the provider saw it
 * @param largestSecond  sends in the fullest second
 * @param seconds        from issue to settled
 * @param notes          what belongs beside the figures
 * @param broken         each promise that was not kept, as a sentence
 */
record Row(String scenario, int deliveries, int lost, int duplicates, int unknown, long longestPauseMs, int largestSecond, double seconds,
        List<String> notes, List<String> broken) {
    Row {
        notes = List.copyOf(notes);
        broken = List.copyOf(broken);
    }
}
