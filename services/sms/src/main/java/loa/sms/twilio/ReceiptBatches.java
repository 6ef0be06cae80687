package loa.sms.twilio;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import loa.delivery.Receipt;
import loa.delivery.ReceiptInbox;
import loa.delivery.ReceiptInbox.Fate;

/**
 * Stores receipts that arrive at the same time in one write: whoever comes while a write is under way shares the next one. Thread-safe.
 */
final class ReceiptBatches implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReceiptBatches.class);
    private static final int BATCH = 500;

    private final BlockingQueue<Waiting> queue;
    private final ReceiptInbox inbox;
    private final Thread writer;

    /**
     * Starts to write.
     *
     * @param capacity how many may wait; more are turned away, so that a slow database does not fill the memory
     */
    ReceiptBatches(ReceiptInbox inbox, int capacity) {
        this.inbox = inbox;
        this.queue = new ArrayBlockingQueue<>(capacity);
        this.writer = Thread.ofVirtual().name("sms-receipts").start(this::write);
    }

    private record Waiting(Receipt receipt, CompletableFuture<Optional<Fate>> fate) {}

    /** Completes once the receipt is durable; empty when it could not be stored: the sender should come again then. */
    CompletableFuture<Optional<Fate>> store(Receipt receipt) {
        var waiting = new Waiting(receipt, new CompletableFuture<>());
        if (!writer.isAlive() || !queue.offer(waiting)) {
            waiting.fate().complete(Optional.empty());
        }
        return waiting.fate();
    }

    /** Ends after what is being written. */
    @Override
    public void close() {
        writer.interrupt();
    }

    private void write() {
        List<Waiting> batch = new ArrayList<>(BATCH);
        try {
            while (!Thread.currentThread().isInterrupted()) {
                batch.add(queue.take());
                queue.drainTo(batch, BATCH - 1);
                storeAll(batch);
                batch.clear();
            }
        } catch (InterruptedException e) {
            // Closed.
        } finally {
            queue.drainTo(batch);
            batch.forEach(w -> w.fate().complete(Optional.empty()));
        }
    }

    private void storeAll(List<Waiting> batch) {
        List<Fate> fates = List.of();
        try {
            fates = inbox.store(batch.stream().map(Waiting::receipt).toList());
        } catch (RuntimeException e) {
            LOG.atWarn().addKeyValue("receipts", batch.size()).setCause(e).log("Receipts could not be stored");
        }
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).fate().complete(i < fates.size() ? Optional.of(fates.get(i)) : Optional.empty());
        }
    }
}
