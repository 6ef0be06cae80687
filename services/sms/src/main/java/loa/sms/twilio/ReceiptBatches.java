package loa.sms.twilio;

import java.time.Duration;
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
import loa.delivery.postgres.DatabaseException;

/**
 * Stores receipts that arrive at the same time in one write: whoever comes while a write is under way shares the next one. What has come
 * while the database is away is kept in memory until it is back, also when Twilio was told that it is not stored: it comes again for
 * fifteen seconds only. Thread-safe.
 */
final class ReceiptBatches implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReceiptBatches.class);
    private static final int BATCH = 500;
    private static final Duration PAUSE = Duration.ofMillis(500);

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

    /** Completes once the receipt is durable; empty when it could not and will not be stored. */
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

    private void storeAll(List<Waiting> batch) throws InterruptedException {
        List<Receipt> receipts = batch.stream().map(Waiting::receipt).toList();
        Optional<List<Fate>> stored = tryToStore(receipts);
        while (stored.isEmpty()) {
            Thread.sleep(PAUSE);
            stored = tryToStore(receipts);
        }
        List<Fate> fates = stored.get();
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).fate().complete(i < fates.size() ? Optional.of(fates.get(i)) : Optional.empty());
        }
    }

    /** What became of each; of none when they would fail again; empty while the database is away. */
    private Optional<List<Fate>> tryToStore(List<Receipt> receipts) {
        try {
            return Optional.of(inbox.store(receipts));
        } catch (RuntimeException e) {
            LOG.atWarn().addKeyValue("receipts", receipts.size()).setCause(e).log("Receipts could not be stored");
            return DatabaseException.isOfData(e) ? Optional.of(List.of()) : Optional.empty();
        }
    }
}
