package loa.sms.subscription;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import loa.sms.phone.PhoneNumber;

/**
 * One resident's subscription.
 *
 * @param endedAt when he opted out; null while it is active
 */
record Subscription(SubscriptionId id, PhoneNumber phone, Terms terms, Instant createdAt, @Nullable Instant endedAt) {
    boolean isActive() {
        return endedAt == null;
    }

    /** {@code active} or {@code opted-out}. */
    String state() {
        return isActive() ? "active" : "opted-out";
    }
}
