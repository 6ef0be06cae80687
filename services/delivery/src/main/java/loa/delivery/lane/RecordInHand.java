package loa.delivery.lane;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import loa.delivery.DeliveryId;
import loa.delivery.RecipientId;
import loa.delivery.work.WorkRecord;

/** A work record from the moment it was read until the ledger knows what became of everybody in it. */
final class RecordInHand {
    private final ConsumerRecord<String, byte[]> source;
    private final Optional<WorkRecord> content;
    private final Runnable finished;
    private final AtomicInteger open = new AtomicInteger();
    /** The same for each try to claim it, so that a try whose answer was lost is recognised. */
    private final Map<RecipientId, DeliveryId> ids = new HashMap<>();
    private int failures;

    /**
     * @param content  empty when it could not be read
     * @param finished called once
     */
    RecordInHand(ConsumerRecord<String, byte[]> source, Optional<WorkRecord> content, Runnable finished) {
        this.source = source;
        this.content = content;
        this.finished = finished;
    }

    ConsumerRecord<String, byte[]> source() {
        return source;
    }

    Optional<WorkRecord> content() {
        return content;
    }

    /** The id under which a recipient of the record is claimed. */
    DeliveryId idOf(RecipientId recipient) {
        if (ids.isEmpty()) {
            ids.putAll(content.orElseThrow().ids(DeliveryId.freshSalt()));
        }
        return Objects.requireNonNull(ids.get(recipient));
    }

    /** All ids under which it was tried to claim anybody. */
    Collection<DeliveryId> tried() {
        return Set.copyOf(ids.values());
    }

    /** Counts a failure. Returns how many there were. */
    int failed() {
        return ++failures;
    }

    /** So many deliveries of it are to be settled; none: it is finished. */
    void expect(int deliveries) {
        open.set(deliveries);
        if (deliveries == 0) {
            finished.run();
        }
    }

    void oneDone() {
        if (open.decrementAndGet() == 0) {
            finished.run();
        }
    }
}
