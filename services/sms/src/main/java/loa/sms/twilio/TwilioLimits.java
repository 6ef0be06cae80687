package loa.sms.twilio;

import java.time.Duration;

/**
 * How Twilio is called.
 *
 * @param connections        in the pool; as many sends as this can be under way at once
 * @param connectTimeout     until the connection stands
 * @param answerTimeout      from the request until the answer begins
 * @param inquiriesPerSecond how many lists are asked for at most, beside the sends
 */
public record TwilioLimits(int connections, Duration connectTimeout, Duration answerTimeout, int inquiriesPerSecond) {
    /** Refuses what cannot work. */
    public TwilioLimits {
        if (connections < 1 || inquiriesPerSecond < 1) {
            throw new IllegalArgumentException(
                    "connections and inquiriesPerSecond must be positive, but were %d and %d".formatted(connections, inquiriesPerSecond));
        }
        if (!connectTimeout.isPositive() || !answerTimeout.isPositive()) {
            throw new IllegalArgumentException("timeouts must be positive, but were %s and %s".formatted(connectTimeout, answerTimeout));
        }
    }
}
