package loa.delivery.intake;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import loa.contract.Topics;
import loa.delivery.clock.Clocks;
import loa.delivery.control.Hearing;
import loa.delivery.kafka.KafkaClients;

/**
 * All of {@code loa.directives}, read by each instance for itself: a cancel must not wait until a group has noticed that a member died
 * (ADR 11). Used by one thread.
 */
public final class DirectivesLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DirectivesLog.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(300);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration PATIENCE_AT_THE_START = Duration.ofSeconds(10);
    private static final Duration BETWEEN_LOOKS_AT_THE_TOPIC = Duration.ofSeconds(10);

    private final Consumer<String, byte[]> consumer;
    private final Admin admin;
    private final IntakePositions positions;
    private final Hearing hearing;
    private final Clocks clocks;
    private @Nullable Ends awaited;
    /** Stays until it is known from where each partition is to be read: whatever fails on the way is done again with the next look. */
    private boolean mustRead = true;
    private long askedAt;
    private long lookedAt;

    /**
     * Where the partitions ended.
     *
     * @param asked when that was asked
     */
    private record Ends(long asked, Map<TopicPartition, Long> offsets) {}

    /**
     * Reads nothing yet.
     *
     * @param consumer not subscribed; its group only shows others how far it is
     */
    public DirectivesLog(Consumer<String, byte[]> consumer, Admin admin, IntakePositions positions, Hearing hearing, Clocks clocks) {
        this.consumer = consumer;
        this.admin = admin;
        this.positions = positions;
        this.hearing = hearing;
        this.clocks = clocks;
        this.askedAt = clocks.count() - BETWEEN_QUESTIONS.toNanos();
        this.lookedAt = clocks.count() - BETWEEN_LOOKS_AT_THE_TOPIC.toNanos();
    }

    /** What has come, within a moment; nothing when woken. */
    ConsumerRecords<String, byte[]> poll() throws InterruptedException {
        try {
            lookAtTheTopic();
            return consumer.poll(POLL);
        } catch (WakeupException e) {
            return ConsumerRecords.empty();
        }
    }

    /** These were taken: shown to others, and the desk counts as heard when nothing else has been said. */
    void taken(ConsumerRecords<String, byte[]> records) {
        if (!records.isEmpty()) {
            consumer.commitAsync((offsets, failure) -> {
                // the schema knows better how far it is; a later commit holds this one too
            });
        }
        try {
            listen();
        } catch (WakeupException e) {
            LOG.atDebug().log("Woken while asking how far the log goes");
        }
    }

    /** These were not taken: they come again. */
    void giveBack(ConsumerRecords<String, byte[]> records) {
        records.partitions().forEach(p -> consumer.seek(p, records.records(p).getFirst().offset()));
    }

    /** Ends a poll that is under way; from any thread. */
    void wake() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(KafkaClients.CLOSE));
    }

    private void listen() {
        if (mustRead) {
            return;
        }
        if (awaited == null && clocks.since(askedAt).compareTo(BETWEEN_QUESTIONS) >= 0) {
            askedAt = clocks.count();
            awaited = ends();
        }
        Ends ends = awaited;
        if (ends != null
                && ends.offsets().entrySet().stream().allMatch(end -> consumer.position(end.getKey(), PATIENCE) >= end.getValue())) {
            hearing.heard(ends.asked());
            awaited = null;
        }
    }

    /** Asks the leaders: a consumer that reaches nobody would poll nothing and say nothing. */
    private @Nullable Ends ends() {
        try {
            return new Ends(askedAt, consumer.endOffsets(consumer.assignment(), PATIENCE));
        } catch (RetriableException e) {
            LOG.atDebug().setCause(e).log("The log of directives does not answer");
            return null;
        }
    }

    /** Finds partitions that were added, and a topic that was made anew under its name. */
    private void lookAtTheTopic() throws InterruptedException {
        if (clocks.since(lookedAt).compareTo(BETWEEN_LOOKS_AT_THE_TOPIC) < 0) {
            return;
        }
        mustRead |= positions.openIfAnew(admin);
        Set<TopicPartition> partitions = consumer.partitionsFor(Topics.DIRECTIVES, PATIENCE_AT_THE_START).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition())).collect(Collectors.toSet());
        mustRead |= !partitions.equals(consumer.assignment());
        if (mustRead) {
            read(partitions);
            mustRead = false;
        }
        lookedAt = clocks.count();
    }

    /**
     * From where the group stands, but not behind what the schema has seen: offsets may be ahead of a schema that was lost. Everything
     * that can fail is asked before a partition is assigned, which would go on from the group's offset.
     */
    private void read(Set<TopicPartition> partitions) {
        Map<TopicPartition, Long> starts = starts(partitions);
        consumer.assign(partitions);
        awaited = null;
        partitions.forEach(partition -> {
            Long start = starts.get(partition);
            if (start == null) {
                consumer.seekToBeginning(List.of(partition));
            } else {
                consumer.seek(partition, start);
            }
        });
    }

    /** None for a partition of which the group knows nothing. */
    private Map<TopicPartition, Long> starts(Set<TopicPartition> partitions) {
        Map<TopicPartition, Long> starts = new HashMap<>();
        consumer.committed(partitions, PATIENCE_AT_THE_START).forEach((partition, known) -> {
            if (known != null) {
                starts.put(partition, Math.min(known.offset(), positions.next(partition.partition())));
            }
        });
        return starts;
    }
}
