package loa.sms.subscription;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import loa.contract.AreaCode;
import loa.contract.LoaJson;

/** A subscription as it is shown: with the number masked. */
record SubscriptionView(UUID id, String phone, List<AreaCode> areas, String language, String basis, String state, OffsetDateTime createdAt,
        @Nullable OffsetDateTime endedAt) {
    static SubscriptionView of(Subscription subscription) {
        Terms terms = subscription.terms();
        Instant ended = subscription.endedAt();
        return new SubscriptionView(subscription.id().value(), subscription.phone().masked(), terms.areas(), terms.language(),
                terms.basis().code(), subscription.state(), subscription.createdAt().atOffset(LoaJson.OFFSET),
                ended == null ? null : ended.atOffset(LoaJson.OFFSET));
    }
}
