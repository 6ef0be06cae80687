package loa.delivery;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What became of one attempt. A reason is a short stable code such as {@code twilio:21211}; a detail is a sentence in Vietnamese for
 * people, without personal data.
 */
public sealed interface Outcome {
    /**
     * The provider took it.
     *
     * @param reference the provider's name for it
     * @param reach     how many devices stand behind it; 1 unless one delivery stands for many
     */
    record Accepted(String reference, long reach) implements Outcome {
        /** Taken for one device. */
        public Accepted(String reference) {
            this(reference, 1);
        }
    }

    /** It cannot be delivered, and another attempt would change nothing. */
    record Refused(String reason, @Nullable String detail) implements Outcome {}

    /** The recipient does not exist any more. */
    record Gone(String reason, @Nullable String detail) implements Outcome {}

    /**
     * Certainly not processed; another attempt later makes sense.
     *
     * @param retryAfter what the provider asks for; null: the engine's own back-off
     * @param scope      whom else it concerns
     */
    record Deferred(String reason, @Nullable Duration retryAfter, Scope scope) implements Outcome {
        /** Concerns this delivery alone. */
        public Deferred(String reason, @Nullable Duration retryAfter) {
            this(reason, retryAfter, Scope.DELIVERY);
        }
    }

    /** What an outcome says about other deliveries. */
    enum Scope {
        /** Nothing: the next one may be taken. */
        DELIVERY,
        /** The provider takes some, but not so many at a time: the channel goes slower. */
        RATE,
        /** The provider takes none at this moment: no credentials, not reachable. The channel pauses. */
        CHANNEL
    }

    /**
     * Nobody knows whether it was processed: the answer was lost, or said so.
     *
     * @param retryAfter for how long the provider asks to be left alone; null: it does not say
     * @param scope      whom else it concerns. Many in a row make the channel pause all the same
     */
    record Unknown(String reason, @Nullable Duration retryAfter, Scope scope) implements Outcome {
        /** Says nothing of other deliveries. */
        public Unknown(String reason) {
            this(reason, null, Scope.DELIVERY);
        }
    }
}
