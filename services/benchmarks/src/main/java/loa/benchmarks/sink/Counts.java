package loa.benchmarks.sink;

import java.util.Map;

/**
 * What a sink has counted since it was last reset.
 *
 * @param requests       sends, turned away or not
 * @param accepted       sends that were answered with success
 * @param distinct       of these, different addressees and texts
 * @param turnedAway     sends above the rate limit, answered 429
 * @param inquiries      questions after messages, which a sink does not keep: each is answered with none
 * @param mostInASecond  the fullest second, whichever it is, with those turned away
 * @param connections    open at this moment
 * @param receipts       what has been told back
 * @param codes          by check code
 */
public record Counts(long requests, long accepted, long distinct, long turnedAway, long inquiries, int mostInASecond, int connections,
        Receipts receipts, Map<String, OfCode> codes) {
    /** Copies the map. */
    public Counts {
        codes = Map.copyOf(codes);
    }

    /** Accepted twice or more often. */
    public long duplicates() {
        return accepted - distinct;
    }

    /**
     * Status callbacks.
     *
     * @param waiting  still to be posted or answered
     * @param answered with success
     * @param failed   answered otherwise or not at all, for good
     */
    public record Receipts(long waiting, long answered, long failed) {}

    /**
     * The sends of one directive.
     *
     * @param firstAt      epoch milliseconds
     * @param lastAt       epoch milliseconds
     * @param acceptedThen how many sends of all directives had been accepted when its first one came
     * @param acceptedLast the same for its last one
     */
    public record OfCode(long accepted, long firstAt, long lastAt, long acceptedThen, long acceptedLast) {}
}
