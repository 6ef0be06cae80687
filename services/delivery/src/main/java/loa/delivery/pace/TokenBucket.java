package loa.delivery.pace;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Lets {@code rate} through in a second, and a hundredth of it at once, so that no second sees more than 1.02 times the rate. */
final class TokenBucket {
    private static final double BURST_SECONDS = 0.01;
    private static final double NANOS = 1e9;

    private final InstantSource clock;
    private double rate;
    private double tokens = 1;
    private Instant filledAt;

    /**
     * @param rate tokens a second; 0: no limit
     */
    TokenBucket(double rate, InstantSource clock) {
        this.rate = rate;
        this.clock = clock;
        this.filledAt = clock.instant();
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
        Instant now = clock.instant();
        // a clock that was set back fills nothing
        double seconds = Math.max(0, Duration.between(filledAt, now).toNanos() / NANOS);
        tokens = Math.min(Math.max(1, rate * BURST_SECONDS), tokens + seconds * rate);
        filledAt = now;
    }
}
