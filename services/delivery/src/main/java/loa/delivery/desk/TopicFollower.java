package loa.delivery.desk;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

import loa.contract.RecordVerifier;
import loa.contract.StateRecord;
import loa.contract.Verification;

/**
 * Follows a compacted topic from its start, for as long as the process runs, on a thread of its own. While Kafka is away, or the topic
 * is not there yet, what was known stays known and the follower tries again.
 */
final class TopicFollower<T> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final String topic;
    private final Supplier<Consumer<String, byte[]>> consumers;
    private final RecordVerifier verifier;
    private final StateCodec<T> codec;
    private final StateTable<T> table;
    private final BiConsumer<ConsumerRecord<String, byte[]>, Verification.Reason> refused;
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable Consumer<String, byte[]> current;

    TopicFollower(String topic, Subject<T> subject, Surroundings surroundings) {
        this.topic = topic;
        this.codec = subject.codec();
        this.table = subject.table();
        this.consumers = surroundings.consumers();
        this.verifier = surroundings.verifier();
        this.refused = surroundings.refused();
        this.thread = Thread.ofVirtual().name(surroundings.service() + "-desk-" + topic).unstarted(this::run);
    }

    /** What the topic's records say. */
    record Subject<T>(StateCodec<T> codec, StateTable<T> table) {}

    /** What followers of all topics share. */
    record Surroundings(String service, Supplier<Consumer<String, byte[]>> consumers, RecordVerifier verifier,
            BiConsumer<ConsumerRecord<String, byte[]>, Verification.Reason> refused) {}

    void start() {
        thread.start();
    }

    /** Waits until everything that stood on the topic when it was first reached has been read. */
    boolean awaitCaughtUp(Duration timeout) throws InterruptedException {
        return caughtUp.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    boolean isCaughtUp() {
        return caughtUp.getCount() == 0;
    }

    @Override
    public void close() {
        closing.countDown();
        Consumer<?, ?> consumer = current;
        if (consumer != null) {
            consumer.wakeup();
        }
        try {
            if (!thread.join(PATIENCE)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (isOpen()) {
            try (Consumer<String, byte[]> consumer = consumers.get()) {
                current = consumer;
                follow(consumer);
            } catch (WakeupException | InterruptException e) {
                LOG.atDebug().addKeyValue("topic", topic).log("Woken up"); // To close, which the loop looks at.
            } catch (KafkaException e) {
                LOG.atWarn().addKeyValue("topic", topic).setCause(e).log("The topic cannot be followed for now");
                pause();
            } catch (RuntimeException e) { // The outermost loop: a service without keys opens to nobody until it is started again.
                LOG.atError().addKeyValue("topic", topic).setCause(e).log("Following the topic failed unexpectedly");
                pause();
            }
        }
    }

    private void follow(Consumer<String, byte[]> consumer) {
        List<TopicPartition> partitions = partitions(consumer);
        if (partitions.isEmpty()) {
            pause();
            return;
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        table.restart();
        boolean complete = false;
        while (isOpen()) {
            boolean news = take(consumer.poll(POLL));
            boolean completeNow = complete || partitions.stream().allMatch(p -> consumer.position(p) >= ends.getOrDefault(p, 0L));
            if (completeNow && (news || !complete)) {
                table.publish();
            }
            if (completeNow && !complete) {
                LOG.atInfo().addKeyValue("topic", topic).addKeyValue("states", table.size()).log("Caught up");
                caughtUp.countDown();
            }
            complete = completeNow;
        }
    }

    private boolean take(Iterable<ConsumerRecord<String, byte[]>> records) {
        boolean news = false;
        for (ConsumerRecord<String, byte[]> record : records) {
            switch (verifier.verify(record)) {
                case StateRecord.Genuine genuine -> news |= put(genuine, record);
                case StateRecord.Refused refusal -> refuse(record, refusal.reason());
            }
        }
        return news;
    }

    private boolean put(StateRecord.Genuine genuine, ConsumerRecord<String, byte[]> record) {
        byte[] value = genuine.value();
        try {
            T state = value == null ? null : codec.read(genuine.key(), value);
            boolean followed = table.put(genuine.key(), genuine.time(), state);
            if (!followed) {
                LOG.atWarn().addKeyValue("topic", topic).addKeyValue("offset", record.offset())
                        .log("A record was sent again and is ignored");
            }
            return followed;
        } catch (JacksonException | IllegalArgumentException | NullPointerException e) {
            refuse(record, Verification.Reason.UNREADABLE);
            return false;
        }
    }

    private void refuse(ConsumerRecord<String, byte[]> record, Verification.Reason reason) {
        LOG.atWarn().addKeyValue("topic", topic).addKeyValue("partition", record.partition()).addKeyValue("offset", record.offset())
                .addKeyValue("reason", reason.code()).log("A record was refused");
        refused.accept(record, reason);
    }

    private List<TopicPartition> partitions(Consumer<?, ?> consumer) {
        return consumer.partitionsFor(topic).stream().map(p -> new TopicPartition(topic, p.partition())).toList();
    }

    private boolean isOpen() {
        return closing.getCount() > 0;
    }

    private void pause() {
        try {
            var _ = closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closing.countDown();
        }
    }
}
