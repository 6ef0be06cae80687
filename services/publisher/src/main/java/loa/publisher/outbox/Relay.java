package loa.publisher.outbox;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApplicationRecoverableException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
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
        /** Something was sent; there may be more. */
        MORE,
        /** Kafka answers, but refuses all that is left. */
        REFUSED,
        /** Kafka cannot be reached, or does not acknowledge. */
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
        Map<Long, CompletableFuture<?>> underWay = startSending(rows);
        List<Long> sent = new ArrayList<>();
        boolean reached = true;
        for (Map.Entry<Long, CompletableFuture<?>> record : underWay.entrySet()) {
            switch (await(record.getKey(), record.getValue())) {
                case SENT -> sent.add(record.getKey());
                case REFUSED -> {
                }
                case NOT_REACHED -> reached = false;
            }
        }
        store.markSent(sent, OffsetDateTime.now(clock));
        return !reached ? Pass.FAILED : sent.isEmpty() ? Pass.REFUSED : Pass.MORE;
    }

    private enum Fate {
        SENT,
        REFUSED,
        NOT_REACHED
    }

    /** A record that Kafka will not have stops none of the others; without Kafka itself none of the others is tried. */
    private Map<Long, CompletableFuture<?>> startSending(List<OutboxStore.Row> rows) {
        Map<Long, CompletableFuture<?>> underWay = new LinkedHashMap<>();
        for (OutboxStore.Row row : rows) {
            try {
                underWay.put(row.id(), sender.send(row.record()));
            } catch (KafkaException | org.springframework.kafka.KafkaException e) {
                underWay.put(row.id(), CompletableFuture.failedFuture(e));
                if (isOfTheConnection(e)) {
                    return underWay;
                }
            }
        }
        return underWay;
    }

    private static Fate await(long id, CompletableFuture<?> future) {
        try {
            future.join();
            return Fate.SENT;
        } catch (CompletionException e) {
            boolean connection = isOfTheConnection(e);
            log.atLevel(connection ? Level.WARN : Level.ERROR).addKeyValue("outbox", id).setCause(e.getCause())
                    .log(connection ? "Kafka did not acknowledge a record; it is sent again." : "Kafka refuses a record.");
            return connection ? Fate.NOT_REACHED : Fate.REFUSED;
        }
    }

    /** Time-outs and lost connections concern every record; so does the end of a producer, in whose place another one comes. */
    private static boolean isOfTheConnection(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(cause -> cause instanceof RetriableException || cause instanceof InterruptException
                        || cause instanceof OutOfOrderSequenceException || cause instanceof ApplicationRecoverableException);
    }
}
