package loa.publisher.outbox;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Carries records from the outbox to Kafka. Of each key only the oldest unsent record is under way, so that a failure never lets a later
 * one overtake it. A crash between sending and marking sends the same bytes again.
 */
final class Relay {
    /** How long a channel has for its first report before the event is sent again. */
    static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int BATCH = 500;
    private static final Logger log = LoggerFactory.getLogger(Relay.class);

    private final OutboxStore store;
    private final RecordSender sender;
    private final TransactionOperations transactions;
    private final Clock clock;

    Relay(OutboxStore store, RecordSender sender, TransactionOperations transactions, Clock clock) {
        this.store = store;
        this.sender = sender;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** What one pass found. */
    enum Pass {
        /** Nothing to send, or another instance is sending. */
        IDLE,
        /** All that was read was sent; there may be more. */
        MORE,
        /** Kafka did not take everything. */
        FAILED
    }

    /** Sends one batch. At most one pass runs in the whole database. */
    Pass pass() {
        return transactions.execute(_ -> store.lockRelay() ? relay() : Pass.IDLE);
    }

    /** Removes what nobody needs any more. */
    void prune() {
        transactions.executeWithoutResult(_ -> store.prune(OffsetDateTime.now(clock).minusDays(1)));
    }

    private Pass relay() {
        int again = store.sendAgain(OffsetDateTime.now(clock), PATIENCE);
        if (again > 0) {
            log.atWarn().addKeyValue("records", again).log("No channel has acknowledged these events; they are sent again.");
        }
        List<OutboxStore.Row> rows = store.unsent(BATCH);
        if (rows.isEmpty()) {
            return Pass.IDLE;
        }
        List<Long> sent = send(rows);
        store.markSent(sent, OffsetDateTime.now(clock));
        return sent.size() == rows.size() ? Pass.MORE : Pass.FAILED;
    }

    private List<Long> send(List<OutboxStore.Row> rows) {
        Map<Long, CompletableFuture<?>> underWay = new LinkedHashMap<>();
        try {
            rows.forEach(row -> underWay.put(row.id(), sender.send(row.record())));
        } catch (KafkaException | org.springframework.kafka.KafkaException e) {
            log.atWarn().setCause(e).log("Kafka does not take records; they stay in the outbox.");
        }
        List<Long> sent = new ArrayList<>();
        underWay.forEach((id, future) -> {
            if (isDone(id, future)) {
                sent.add(id);
            }
        });
        return sent;
    }

    private static boolean isDone(long id, CompletableFuture<?> future) {
        try {
            future.join();
            return true;
        } catch (CompletionException e) {
            log.atWarn().addKeyValue("outbox", id).setCause(e.getCause()).log("Kafka did not acknowledge a record; it is sent again.");
            return false;
        }
    }
}
