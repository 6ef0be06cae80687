package loa.delivery.intake;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;

import io.micrometer.core.instrument.Counter;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

import loa.contract.EventVerifier;
import loa.contract.LoaEvent;
import loa.contract.Topics;
import loa.contract.Verification;
import loa.delivery.kafka.DeadLetterBox;
import loa.delivery.kafka.KafkaClients;

/** Reads {@code loa.directives}: checks, hands over, and commits the offset only after the transaction. Used by one thread. */
public final class EventConsumer implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<String, byte[]> consumer;
    private final Believing believing;
    private final EventIntake intake;
    private final IntakePositions positions;
    private final Effects effects;
    private boolean subscribed;

    /** Who is believed, and where the others go. */
    public record Believing(EventVerifier verifier, DeadLetterBox deadLetters) {}

    /** What follows from events. */
    public interface Effects {
        /** Controls or directives have changed. */
        void changed();

        /** Tells the desk; returns when the broker has it. */
        void answer(LoaEvent.HaltAcknowledged answer) throws InterruptedException, ExecutionException;

        /** Counts events that came again. */
        Counter repeated();
    }

    /** Subscribes with the first step. */
    public EventConsumer(Consumer<String, byte[]> consumer, Believing believing, EventIntake intake, IntakePositions positions,
            Effects effects) {
        this.consumer = consumer;
        this.believing = believing;
        this.intake = intake;
        this.positions = positions;
        this.effects = effects;
    }

    /** Takes what has come. After a failure everything not yet committed is read again. */
    public boolean step() throws InterruptedException {
        if (!subscribed) {
            consumer.subscribe(List.of(Topics.DIRECTIVES), new BackToOwnPosition());
            subscribed = true;
        }
        try {
            ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
            take(records);
        } catch (WakeupException e) {
            return true;
        }
        return true;
    }

    /** Ends a poll that is under way; from any thread. */
    public void wake() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(KafkaClients.CLOSE));
    }

    private void take(ConsumerRecords<String, byte[]> records) throws InterruptedException {
        if (records.isEmpty()) {
            return;
        }
        boolean done = false;
        try {
            for (ConsumerRecord<String, byte[]> record : records) {
                take(record);
            }
            done = true;
        } finally {
            if (!done) {
                records.partitions().forEach(p -> consumer.seek(p, records.records(p).getFirst().offset()));
            }
        }
        consumer.commitSync();
        effects.changed();
    }

    private void take(ConsumerRecord<String, byte[]> record) throws InterruptedException {
        var source = new EventIntake.Source(record.partition(), record.offset(),
                positions.isOlderThanSchema(record.partition(), record.offset()));
        switch (believing.verifier().verify(record)) {
            case Verification.Refused refused -> refuse(record, source, refused.reason(), refused.detail());
            case Verification.Genuine genuine -> take(record, source, genuine);
        }
    }

    private void take(ConsumerRecord<String, byte[]> record, EventIntake.Source source, Verification.Genuine genuine)
            throws InterruptedException {
        switch (intake.take(genuine, source, positions)) {
            case EventIntake.Result.Refused refused -> refuse(record, source, refused.reason(), refused.detail());
            case EventIntake.Result.Taken taken -> {
                if (taken.repeated()) {
                    effects.repeated().increment();
                }
                if (taken.answer().isPresent()) {
                    answer(taken.answer().get());
                }
            }
        }
    }

    private void answer(LoaEvent.HaltAcknowledged answer) throws InterruptedException {
        try {
            effects.changed();
            effects.answer(answer);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a halt could not be acknowledged", e.getCause());
        }
    }

    private void refuse(ConsumerRecord<String, byte[]> record, EventIntake.Source source, Verification.Reason reason, String detail)
            throws InterruptedException {
        believing.deadLetters().put(record, reason, detail);
        intake.passOver(source, positions);
    }

    /** Offsets may be ahead of a schema that was lost; what the schema has not seen is read again. */
    private final class BackToOwnPosition implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            // what was taken is committed after each poll
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            for (TopicPartition partition : partitions) {
                long own = positions.next(partition.partition());
                if (consumer.position(partition) > own) {
                    consumer.seek(partition, own);
                }
            }
        }
    }
}
