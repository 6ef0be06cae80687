package loa.sandbox.behaviour;

/**
 * A token bucket that holds a tenth of a second's worth, at least one: whoever keeps to the rate is never turned away, and
 * in no second are more than a tenth above it accepted. Thread-safe.
 */
final class RateLimit {

    private final double perNano;
    private final double largest;
    private double tokens;
    private long refilledAt;
    private boolean begun;

    RateLimit(int perSecond) {
        this.perNano = perSecond / 1e9;
        this.largest = Math.max(1, perSecond / 10.0);
        this.tokens = largest;
    }

    synchronized boolean permit(long nanoTime) {
        if (begun) {
            tokens = Math.min(largest, tokens + (nanoTime - refilledAt) * perNano);
        }
        begun = true;
        refilledAt = nanoTime;
        if (tokens < 1) {
            return false;
        }
        tokens -= 1;
        return true;
    }
}
