package loa.delivery.pace;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Lets {@code rate} through in a second and what 7.5 ms bring at once. Who comes too late to take what had gathered loses nothing: what
 * did not fit is given back bit by bit, five thousandths more in a second. So no second sees more than 1.0125 times the rate, and one;
 * the rest of the 1.02 that are promised belongs to what waits between permit and departure ({@link PaceSettings}).
 */
final class TokenBucket {
    private static final double BURST_SECONDS = 0.0075;
    private static final double GIVEN_BACK = 0.005;
    private static final double NANOS = 1e9;

    private final LongSupplier nanoTime;
    private double rate;
    private double tokens = 1;
    /** What did not fit, a second's worth at most. */
    private double missed;
    private long filledAt;

    /**
     * @param rate     tokens a second; 0: no limit
     * @param nanoTime a clock that no one sets
     */
    TokenBucket(double rate, LongSupplier nanoTime) {
        this.rate = rate;
        this.nanoTime = nanoTime;
        this.filledAt = nanoTime.getAsLong();
    }

    void setRate(double newRate) {
        fill();
        rate = newRate;
    }

    boolean hasToken() {
        fill();
        return rate == 0 || tokens >= 1;
    }

    void take() {
        tokens -= rate == 0 ? 0 : 1;
    }

    /** How long until there is a token. */
    Duration untilToken() {
        return rate == 0 || tokens >= 1 ? Duration.ZERO : Duration.ofNanos((long) Math.ceil((1 - tokens) / rate * NANOS));
    }

    private void fill() {
        long now = nanoTime.getAsLong();
        double due = (now - filledAt) / NANOS * rate;
        double back = Math.min(missed, due * GIVEN_BACK);
        double full = tokens + due + back;
        tokens = Math.min(1 + rate * BURST_SECONDS, full);
        missed = Math.min(rate, missed - back + full - tokens);
        filledAt = now;
    }
}
