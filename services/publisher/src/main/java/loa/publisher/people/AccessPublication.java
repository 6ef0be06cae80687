package loa.publisher.people;

import loa.contract.RecordSigner;
import loa.contract.Topics;
import loa.publisher.outbox.CompactedState;
import loa.publisher.outbox.Outbox;

/** Tells the other services what the keys open, on the compacted topic. */
final class AccessPublication implements CompactedState {
    private final PersonStore store;
    private final RecordSigner signer;
    private final Outbox outbox;

    AccessPublication(PersonStore store, RecordSigner signer, Outbox outbox) {
        this.store = store;
        this.signer = signer;
        this.outbox = outbox;
    }

    /** Tells this key. In the caller's transaction. */
    void publish(String hash) {
        outbox.appendStates(store.keys().stream().filter(key -> key.hash().equals(hash)).map(signer::access).toList());
    }

    @Override
    public String topic() {
        return Topics.ACCESS;
    }

    @Override
    public void sayAgain() {
        outbox.appendStates(store.keys().stream().map(signer::access).toList());
    }
}
