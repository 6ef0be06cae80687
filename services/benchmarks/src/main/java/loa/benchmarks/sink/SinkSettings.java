package loa.benchmarks.sink;

/**
 * How a sink behaves.
 *
 * @param latencyMs     from a request to its answer; 0: at once
 * @param ratePerSecond above it, by more than {@link #TOLERANCE} in any second, sends are answered 429; 0: no limit
 * @param receipts      whether it calls back
 */
public record SinkSettings(int latencyMs, double ratePerSecond, Receipts receipts) {
    /** By how much a second may exceed the limit: that of the product's own promise. */
    static final double TOLERANCE = 1.02;

    /** Answers at once, without a limit, and tells nothing back. */
    public static final SinkSettings IDEAL = new SinkSettings(0, 0, Receipts.OFF);

    /** Refuses negative numbers. */
    public SinkSettings {
        if (latencyMs < 0 || ratePerSecond < 0) {
            throw new IllegalArgumentException(
                    "latency and rate must not be negative, but were %d and %s".formatted(latencyMs, ratePerSecond));
        }
    }

    /** The same with this latency. */
    public SinkSettings withLatency(int millis) {
        return new SinkSettings(millis, ratePerSecond, receipts);
    }

    /** The same with this limit. */
    public SinkSettings withRate(double perSecond) {
        return new SinkSettings(latencyMs, perSecond, receipts);
    }

    /** The same with these receipts. */
    public SinkSettings with(Receipts other) {
        return new SinkSettings(latencyMs, ratePerSecond, other);
    }

    /** Two status callbacks for each text: that it was sent, and that it was delivered. */
    public enum Receipts {
        /** None. */
        OFF,
        /** 200 and 400 ms after the answer. */
        SOON,
        /** None until they are released, then all. */
        HELD
    }
}
