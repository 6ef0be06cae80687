package loa.delivery.lane;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import loa.delivery.kafka.KafkaClients;
import loa.delivery.loop.Deadline;
import loa.delivery.work.WorkRecord;
import loa.delivery.work.WorkRecordCodec;

/**
 * Reads the work records of one lane, as many as the lane may have in hand, and commits an offset when everybody before it is settled,
 * deferred or unknown in the ledger. A record that is read twice claims nobody twice. Used by one thread.
 */
final class LaneConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(LaneConsumer.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration POLL_WHEN_FULL = Duration.ofMillis(20);

    private final Offsets offsets = new Offsets();
    private final WorkRecordCodec codec = new WorkRecordCodec();
    /** Recipients of records that were read and are not carried out. */
    private final AtomicInteger inHand = new AtomicInteger();
    private final AtomicInteger recordsInHand = new AtomicInteger();
    private final Consumer<String, byte[]> consumer;
    private final String topic;
    private final int most;
    private final java.util.function.Consumer<RecordInHand> claimer;
    private boolean subscribed;
    private volatile long lag;

    /**
     * @param most recipients in hand at which reading pauses
     */
    LaneConsumer(Consumer<String, byte[]> consumer, String topic, int most, java.util.function.Consumer<RecordInHand> claimer) {
        this.consumer = consumer;
        this.topic = topic;
        this.most = most;
        this.claimer = claimer;
    }

    boolean step() {
        if (!subscribed) {
            consumer.subscribe(List.of(topic), new Assignment());
            subscribed = true;
        }
        commit();
        boolean full = inHand.get() >= most;
        if (full) {
            consumer.pause(consumer.assignment());
        } else {
            consumer.resume(consumer.paused());
        }
        try {
            consumer.poll(full ? POLL_WHEN_FULL : POLL).forEach(this::begin);
        } catch (WakeupException e) {
            return true;
        }
        lag = consumer.assignment().stream().mapToLong(p -> consumer.currentLag(p).orElse(0)).sum() + recordsInHand.get();
        return true;
    }

    /** Records that have not been carried out, as of the last poll. */
    long lag() {
        return lag;
    }

    void wake() {
        consumer.wakeup();
    }

    /**
     * Commits what is finished and leaves the group, as far as Kafka answers in time: what is not committed is read again, and claims
     * nobody. Only by the thread that polled, or when that has ended.
     */
    void close(Deadline deadline) {
        try {
            consumer.commitSync(offsets.takeCommittable(), deadline.leftAtMost(KafkaClients.CLOSE));
        } catch (RuntimeException e) {
            LOG.atWarn().addKeyValue("topic", topic).setCause(e).log("What was carried out could not be committed");
        }
        try {
            consumer.close(CloseOptions.timeout(deadline.leftAtMost(KafkaClients.CLOSE)));
        } catch (RuntimeException e) {
            LOG.atWarn().addKeyValue("topic", topic).setCause(e).log("A consumer could not be closed");
        }
    }

    /** Leaves the group without committing: a process that is killed does not send heartbeats either. For tests. */
    void abandon() {
        offsets.forget(consumer.assignment());
        consumer.close(CloseOptions.timeout(KafkaClients.CLOSE));
    }

    private void begin(ConsumerRecord<String, byte[]> record) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        offsets.begin(partition, record.offset());
        Optional<WorkRecord> content = codec.read(record.value());
        int size = content.map(WorkRecord::size).orElse(0);
        inHand.addAndGet(size);
        recordsInHand.incrementAndGet();
        claimer.accept(new RecordInHand(record, content, () -> {
            inHand.addAndGet(-size);
            recordsInHand.decrementAndGet();
            offsets.finish(partition, record.offset());
        }));
    }

    private void commit() {
        Map<TopicPartition, OffsetAndMetadata> committable = offsets.takeCommittable();
        if (!committable.isEmpty()) {
            consumer.commitAsync(committable, (committed, failure) -> {
                // a later commit would hold this one too, but there may be none
                if (failure != null) {
                    offsets.commitAgain(committed.keySet());
                }
            });
        }
    }

    private final class Assignment implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            commit();
            offsets.forget(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            offsets.forget(partitions);
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            // read from the committed offset on
        }
    }
}
