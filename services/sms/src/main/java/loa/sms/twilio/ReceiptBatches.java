package loa.sms.twilio;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import loa.delivery.Receipt;
import loa.delivery.ReceiptInbox;

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

    private record Waiting(Receipt receipt, CompletableFuture<Boolean> stored) {}

    /** Completes with true once the receipt is durable, with false when it could not be stored; the sender should come again then. */
    CompletableFuture<Boolean> store(Receipt receipt) {
        var waiting = new Waiting(receipt, new CompletableFuture<>());
        if (!writer.isAlive() || !queue.offer(waiting)) {
            waiting.stored().complete(false);
        }
        return waiting.stored();
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
            batch.forEach(w -> w.stored().complete(false));
        }
    }

    private void storeAll(List<Waiting> batch) {
        boolean stored = false;
        try {
            int known = inbox.store(batch.stream().map(Waiting::receipt).toList());
            stored = true;
            if (known < batch.size()) {
                LOG.atDebug().addKeyValue("receipts", batch.size()).addKeyValue("unknown", batch.size() - known)
                        .log("Receipts of deliveries that this channel does not know");
            }
        } catch (RuntimeException e) {
            LOG.atWarn().addKeyValue("receipts", batch.size()).setCause(e).log("Receipts could not be stored");
        }
        boolean answer = stored;
        batch.forEach(w -> w.stored().complete(answer));
    }
}
