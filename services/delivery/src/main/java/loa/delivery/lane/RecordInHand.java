package loa.delivery.lane;

import java.util.concurrent.atomic.AtomicInteger;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A work record from the moment it was read until the ledger knows what became of everybody in it. */
final class RecordInHand {
    private final ConsumerRecord<String, byte[]> record;
    private final Runnable finished;
    private final AtomicInteger open = new AtomicInteger();

    /**
     * @param finished called once
     */
    RecordInHand(ConsumerRecord<String, byte[]> record, Runnable finished) {
        this.record = record;
        this.finished = finished;
    }

    ConsumerRecord<String, byte[]> record() {
        return record;
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
