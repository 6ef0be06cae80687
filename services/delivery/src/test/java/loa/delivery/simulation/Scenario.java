package loa.delivery.simulation;

import java.time.Duration;

/**
 * What kind of world a seed makes.
 *
 * @param asking    what the provider can say about an unknown one
 * @param recipients of each directive
 * @param ratePerSecond 0: no limit
 * @param chaos     how long things fail
 * @param faults    how often a call to the database fails or its caller dies
 * @param jumps     whether wall clocks are set while it runs
 */
record Scenario(Asking asking, int instances, int recipients, int directives, double ratePerSecond, Duration chaos, double faults,
        boolean jumps) {
    static final Duration LEASE = Duration.ofSeconds(5);
    static final Duration SESSION = Duration.ofSeconds(6);
    static final Duration INTERVAL = Duration.ofSeconds(5);
    /** No send takes longer. */
    static final Duration TIME_LIMIT = Duration.ofSeconds(12);
    static final Duration LONGEST_SEND = Duration.ofSeconds(13);
    /** The provider's list lags at most so much; less than two questions are apart. */
    static final int LIST_LAG_MS = 4_000;

    /** What asking the provider leads to. */
    enum Asking {
        LISTS,
        CANNOT_TELL,
        SECOND_COPY_DOES_NO_HARM
    }

    static Scenario drawn(Chance chance) {
        return new Scenario(Asking.values()[chance.between(0, 2)], chance.between(2, 5), chance.between(3, 24), chance.between(1, 4),
                chance.happens(0.4) ? chance.between(5, 40) : 0, Duration.ofSeconds(chance.between(5, 25)),
                chance.happens(0.25) ? 0 : chance.random().nextDouble(0.04), chance.happens(0.3));
    }

    Duration longestSend() {
        return asking == Asking.SECOND_COPY_DOES_NO_HARM ? Duration.ZERO : LONGEST_SEND;
    }
}
