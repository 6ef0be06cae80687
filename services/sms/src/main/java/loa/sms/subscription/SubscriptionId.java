package loa.sms.subscription;

import java.util.UUID;

import loa.contract.Ids;

/** Names one subscription; the engine knows it as the recipient. Not personal data by itself. */
record SubscriptionId(UUID value) {
    static SubscriptionId next() {
        return new SubscriptionId(Ids.next());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
