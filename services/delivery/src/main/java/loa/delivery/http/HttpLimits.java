package loa.delivery.http;

import java.time.Duration;

/**
 * Bounds of a client.
 *
 * @param connections    to one origin at most
 * @param startWithin    from the call until its first byte is written: waiting for a connection, opening it and the TLS handshake included
 * @param answerWithin   from its first byte until the last one of the answer
 * @param idleFor        after which an unused connection is closed; shorter than the server's own limit, so that we are the first to close
 * @param maxAnswerBytes longer bodies are not read
 */
public record HttpLimits(int connections, Duration startWithin, Duration answerWithin, Duration idleFor, int maxAnswerBytes) {
    /** Refuses what cannot work. */
    public HttpLimits {
        if (connections < 1 || maxAnswerBytes < 1) {
            throw new IllegalArgumentException(
                    "connections and maxAnswerBytes must be positive, but were %d and %d".formatted(connections, maxAnswerBytes));
        }
        if (!startWithin.isPositive() || !answerWithin.isPositive() || !idleFor.isPositive()) {
            throw new IllegalArgumentException(
                    "times must be positive, but were %s, %s and %s".formatted(startWithin, answerWithin, idleFor));
        }
    }
}
