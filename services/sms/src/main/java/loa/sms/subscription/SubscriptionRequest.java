package loa.sms.subscription;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** The body of {@code POST /api/v1/sms/subscriptions}. */
record SubscriptionRequest(@Nullable String phone, @Nullable List<@Nullable String> areas, @Nullable String language,
        @Nullable String basis, @Nullable ConsentRequest consent) {
    /** How and when the resident agreed. */
    record ConsentRequest(@Nullable String at, @Nullable String how, @Nullable String text) {}

    RawSubscription raw() {
        List<String> codes = areas == null ? List.of() : areas.stream().map(a -> a == null ? "" : a).toList();
        return new RawSubscription(phone, codes, language, basis,
                consent == null ? null : new RawSubscription.RawConsent(consent.at(), consent.how(), consent.text()));
    }
}
