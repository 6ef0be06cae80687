package loa.publisher.outbox;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import loa.contract.Channel;
import loa.contract.EventSigner;
import loa.contract.LoaEvent;
import loa.contract.Topics;

/**
 * The records that are to stand on Kafka, written in the caller's transaction: they go out if and only if it commits, however often a
 * process dies. Signed when written, so that a record sent twice has the same id and the same bytes.
 */
public final class Outbox {
    private final OutboxStore store;
    private final EventSigner signer;
    private final Clock clock;
    private final Bell bell;

    Outbox(OutboxStore store, EventSigner signer, Clock clock, Bell bell) {
        this.store = store;
        this.signer = signer;
        this.clock = clock;
        this.bell = bell;
    }

    /**
     * Sends an event, again and again until each of these channels has acknowledged it.
     *
     * @param until from then on nobody waits for an acknowledgement; null: for ever
     * @throws IllegalStateException outside a transaction
     */
    public void append(LoaEvent.FromDesk event, Set<Channel> channels, @Nullable OffsetDateTime until) {
        requireTransaction();
        var awaited = new OutboxStore.Awaited(Acknowledgements.of(event), channels, until);
        switch (event) {
            // What the desk says of an area on a channel replaces what it said before: the older one must not be sent again after it.
            case LoaEvent.BroadcastHalted e -> store.forget(e.key(), e.channels());
            case LoaEvent.BroadcastResumed e -> store.forget(e.key(), e.channels());
            case LoaEvent.ToDeliver _ -> {
            }
            case LoaEvent.DirectiveCancelled _ -> {
            }
        }
        store.insertEvent(signer.sign(Topics.DIRECTIVES, event), awaited, OffsetDateTime.now(clock));
        ringAfterCommit();
    }

    /**
     * Sends an amendment. The channels that it leaves out have to hear of it as well, and answer otherwise: for them the same record stands
     * here once more, and may be sent twice, which channels can tell.
     *
     * @param leftOut channels of the replaced revision that the new one does not use
     * @param until   from then on nobody waits for an acknowledgement
     * @throws IllegalStateException outside a transaction
     */
    public void appendAmendment(LoaEvent.DirectiveAmended event, Set<Channel> leftOut, OffsetDateTime until) {
        requireTransaction();
        OffsetDateTime now = OffsetDateTime.now(clock);
        ProducerRecord<String, byte[]> record = signer.sign(Topics.DIRECTIVES, event);
        store.insertEvent(record, new OutboxStore.Awaited(Acknowledgements.of(event), event.content().channels(), until), now);
        if (!leftOut.isEmpty()) {
            store.insertEvent(record, new OutboxStore.Awaited(Acknowledgements.ofLeftOut(event), leftOut, until), now);
        }
        ringAfterCommit();
    }

    /**
     * Sends states of compacted topics; nobody acknowledges them.
     *
     * @throws IllegalStateException outside a transaction
     */
    public void appendStates(List<ProducerRecord<String, byte[]>> records) {
        requireTransaction();
        store.insertStates(records, OffsetDateTime.now(clock));
        ringAfterCommit();
    }

    /**
     * Takes what a channel says as the acknowledgement of what it answers, and of nothing that was written after it. Repetition changes
     * nothing.
     */
    public void acknowledge(LoaEvent.FromChannel answer) {
        Acknowledgements.in(answer).forEach(store::acknowledge);
    }

    private static void requireTransaction() {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("a record must be written in the transaction that decided it, but there is none");
        }
    }

    private void ringAfterCommit() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                bell.ring();
            }
        });
    }
}
