package loa.sms.subscription;

import java.time.Instant;

/** What became of a subscription that was to be stored. */
sealed interface Saving {
    /** The number was new. */
    record Created(Subscription subscription) implements Saving {}

    /** The number was known; its terms are the new ones now. */
    record Replaced(Subscription subscription) implements Saving {}

    /** The resident has opted out, and no consent is later than that: nothing was stored. */
    record OptedOut(Instant at) implements Saving {}

    /** The number is subscribed to areas in which the caller has no say: nothing was stored. */
    record OutsideArea() implements Saving {}
}
