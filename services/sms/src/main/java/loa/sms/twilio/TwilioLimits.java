package loa.sms.twilio;

import java.time.Duration;

import loa.delivery.http.HttpLimits;

/**
 * How Twilio is called.
 *
 * @param connections        in the pool; as many sends as this can be under way at once
 * @param connectTimeout     from the call until its first byte is written: what was cancelled meanwhile must not go out later
 * @param answerTimeout      from the first byte of the request until the last one of the answer
 * @param inquiriesPerSecond how many lists are asked for at most, beside the sends
 */
public record TwilioLimits(int connections, Duration connectTimeout, Duration answerTimeout, int inquiriesPerSecond) {
    /** A list of a hundred long messages has a quarter of it. */
    private static final int MAX_ANSWER_BYTES = 4 << 20;
    /** Load balancers close after a minute or so; we are the first to close, since a request must not meet a connection that is closing. */
    private static final Duration IDLE = Duration.ofSeconds(20);

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

    HttpLimits http() {
        return new HttpLimits(connections, connectTimeout, answerTimeout, IDLE, MAX_ANSWER_BYTES);
    }
}
