package loa.delivery.simulation;

import java.time.Duration;
import java.util.SplittableRandom;

import loa.delivery.pace.PaceSettings;

/**
 * What kind of world a seed makes.
 *
 * @param asking    what the provider can say about an unknown one
 * @param recipients of each directive
 * @param ratePerSecond 0: no limit
 * @param chaos     how long things fail
 * @param faults    how often a call to the database fails or its caller dies
 * @param jumps     whether wall clocks are set while it runs
 * @param size      what its work records and sends are like
 */
record Scenario(Asking asking, int instances, int recipients, int directives, double ratePerSecond, Duration chaos, double faults,
        boolean jumps, Size size) {
    static final Duration LEASE = Duration.ofSeconds(5);
    static final Duration SESSION = Duration.ofSeconds(6);
    static final Duration INTERVAL = Duration.ofSeconds(10);
    /** No send takes longer. */
    static final Duration TIME_LIMIT = Duration.ofSeconds(12);
    static final Duration LONGEST_SEND = Duration.ofSeconds(13);
    /** The provider's list lags at most so much; less than two questions are apart. */
    static final int LIST_LAG_MS = 9_900;

    /**
     * How large and how slow.
     *
     * @param perRecord recipients in a work record at most
     * @param slow      how many sends take long
     * @param slowest   these take at least so long, in milliseconds
     * @param crowded   emergencies for longer than a minute, and the other lanes beside them
     */
    record Size(int perRecord, double slow, int slowest, boolean crowded) {
        static Size drawn(Chance chance) {
            boolean crowded = chance.happens(0.04);
            boolean manySlow = !crowded && chance.happens(0.25);
            return new Size(chance.between(2, 12), manySlow ? 0.4 : 0.08, manySlow ? 8_000 : 500, crowded);
        }
    }

    /** What asking the provider leads to. */
    enum Asking {
        LISTS,
        CANNOT_TELL,
        SECOND_COPY_DOES_NO_HARM
    }

    /** The one of the world that this seed makes. */
    static Scenario of(long seed) {
        return drawn(new Chance(new SplittableRandom(seed)));
    }

    static Scenario drawn(Chance chance) {
        Size size = Size.drawn(chance);
        double rate = size.crowded() ? chance.between(8, 12) : chance.happens(0.4) ? chance.between(5, 40) : 0;
        int recipients = size.crowded() ? chance.between(40, 50) : chance.between(3, 24);
        int directives = size.crowded() ? chance.between(7, 9) : chance.between(1, 4);
        int instances = chance.between(2, size.crowded() ? 3 : 5);
        return new Scenario(Asking.values()[chance.between(0, 2)], instances, recipients, directives, rate,
                Duration.ofSeconds(chance.between(5, 25)), chance.happens(0.25) ? 0 : chance.random().nextDouble(0.04),
                chance.happens(0.3), size);
    }

    /** One instance, and nothing fails. */
    static Scenario sound(int recipients, double ratePerSecond, int perRecord) {
        return new Scenario(Asking.CANNOT_TELL, 1, recipients, 1, ratePerSecond, Duration.ZERO, 0, false, new Size(perRecord, 0, 0, false));
    }

    /** What the rate alone may take, if one instance has everything: twice, since each directive may be amended. */
    Duration longestAtThisRate() {
        return ratePerSecond == 0 ? Duration.ZERO : Duration.ofSeconds((long) (2.0 * directives * recipients * instances / ratePerSecond));
    }

    /** Sends in flight at most: few where lanes are to get into each other's way. */
    PaceSettings pace() {
        int slots = recipients < 10 || size.crowded() ? 4 : 12;
        return new PaceSettings(slots, slots / 4, ratePerSecond);
    }

    Duration longestSend() {
        return asking == Asking.SECOND_COPY_DOES_NO_HARM ? Duration.ZERO : LONGEST_SEND;
    }
}
