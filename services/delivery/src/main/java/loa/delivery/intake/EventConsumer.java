package loa.delivery.intake;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import io.micrometer.core.instrument.Counter;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import loa.contract.EventVerifier;
import loa.contract.LoaEvent;
import loa.contract.Verification;
import loa.delivery.kafka.DeadLetterBox;
import loa.delivery.postgres.DatabaseException;

/** Reads {@code loa.directives}: checks, hands over, and counts as read only after the transaction. Used by one thread. */
public final class EventConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(EventConsumer.class);
    private static final int FAILURES = 3;

    /** How often the database has refused an event: of each partition the first that it refuses. */
    private final Map<Place, Integer> failures = new HashMap<>();
    private final DirectivesLog log;
    private final Believing believing;
    private final EventIntake intake;
    private final IntakePositions positions;
    private final Effects effects;

    private record Place(int partition, long offset) {}

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

    /** Reads with the first step. */
    public EventConsumer(DirectivesLog log, Believing believing, EventIntake intake, IntakePositions positions, Effects effects) {
        this.log = log;
        this.believing = believing;
        this.intake = intake;
        this.positions = positions;
        this.effects = effects;
    }

    /** Takes what has come. After a failure everything that was not taken is read again. */
    public boolean step() throws InterruptedException {
        ConsumerRecords<String, byte[]> records = log.poll();
        if (!records.isEmpty()) {
            take(records);
        }
        log.taken(records);
        return true;
    }

    /** Ends a poll that is under way; from any thread. */
    public void wake() {
        log.wake();
    }

    private void take(ConsumerRecords<String, byte[]> records) throws InterruptedException {
        boolean done = false;
        try {
            for (ConsumerRecord<String, byte[]> record : records) {
                take(record);
            }
            done = true;
        } finally {
            if (!done) {
                log.giveBack(records);
            }
        }
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
        switch (takeOrPassOver(genuine, source)) {
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

    /** What the database refuses however often it is tried holds up nobody else; an order to stop holds up everybody until it is noted. */
    private EventIntake.Result takeOrPassOver(Verification.Genuine genuine, EventIntake.Source source) {
        var place = new Place(source.partition(), source.offset());
        try {
            EventIntake.Result result = intake.take(genuine, source, positions);
            failures.remove(place);
            return result;
        } catch (RuntimeException e) {
            if (!DatabaseException.isOfData(e) || isOrderToStop(genuine.event()) || failures.merge(place, 1, Integer::sum) < FAILURES) {
                throw e;
            }
            LOG.atError().addKeyValue("event", genuine.eventId()).addKeyValue("partition", source.partition())
                    .addKeyValue("offset", source.offset()).setCause(e).log("Passed over an event that the database refuses");
            return new EventIntake.Result.Refused(Verification.Reason.UNSTORABLE, "The database refuses the event.");
        }
    }

    /** Whoever passed it over would send what the desk has stopped. */
    private static boolean isOrderToStop(LoaEvent event) {
        return event instanceof LoaEvent.DirectiveCancelled || event instanceof LoaEvent.BroadcastHalted;
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
        // each instance reads everything; whoever comes first puts it aside
        if (positions.next(source.partition()) <= source.offset()) {
            believing.deadLetters().put(record, reason, detail);
        }
        intake.passOver(source, positions);
        failures.remove(new Place(source.partition(), source.offset()));
    }
}
