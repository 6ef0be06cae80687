package loa.publisher.progress;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.support.TransactionOperations;

import loa.contract.EventVerifier;
import loa.contract.LoaEvent;
import loa.contract.Verification;
import loa.publisher.halt.Halts;
import loa.publisher.outbox.Outbox;

/** Takes what channels say. A report is kept if it is newer than what is known of its shard, so order and repetition do not matter. */
final class ReportIntake {
    private static final Logger log = LoggerFactory.getLogger(ReportIntake.class);

    private final EventVerifier verifier;
    private final ReportStore reports;
    private final Outbox outbox;
    private final Halts halts;
    private final TransactionOperations transactions;
    private final Clock clock;

    ReportIntake(EventVerifier verifier, ReportStore reports, Answered answered, TransactionOperations transactions, Clock clock) {
        this.verifier = verifier;
        this.reports = reports;
        this.outbox = answered.outbox();
        this.halts = answered.halts();
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Who waits for answers of the channels. */
    record Answered(Outbox outbox, Halts halts) {}

    /** A record that must not be believed, and why. */
    record Refusal(ConsumerRecord<String, byte[]> record, Verification.Reason reason) {}

    /** Takes all records in one transaction; answers those that belong to the dead letters. */
    List<Refusal> take(List<ConsumerRecord<String, byte[]>> records) {
        try {
            return takeTogether(records);
        } catch (DataIntegrityViolationException e) {
            return records.stream().flatMap(record -> takeAlone(record).stream()).toList();
        }
    }

    private List<Refusal> takeTogether(List<ConsumerRecord<String, byte[]>> records) {
        return transactions.execute(_ -> records.stream()
                .flatMap(record -> take(record).map(reason -> new Refusal(record, reason)).stream()).toList());
    }

    /** A record whose values PostgreSQL refuses is refused the next time as well: those after it must not wait for it. */
    private List<Refusal> takeAlone(ConsumerRecord<String, byte[]> record) {
        try {
            return takeTogether(List.of(record));
        } catch (DataIntegrityViolationException e) {
            log.atError().addKeyValue("partition", record.partition()).addKeyValue("offset", record.offset())
                    .addKeyValue("cause", e.getClass().getSimpleName()).log("A report cannot be stored.");
            return List.of(new Refusal(record, Verification.Reason.UNREADABLE));
        }
    }

    private Optional<Verification.Reason> take(ConsumerRecord<String, byte[]> record) {
        return switch (verifier.verify(record)) {
            case Verification.Refused refused -> Optional.of(refused.reason());
            case Verification.Genuine genuine -> switch (genuine.event()) {
                case LoaEvent.DeliveryReport report -> take(genuine, report);
                case LoaEvent.HaltAcknowledged answer -> {
                    halts.acknowledge(answer);
                    outbox.acknowledge(answer);
                    yield Optional.empty();
                }
                case LoaEvent.FromDesk _ -> Optional.of(Verification.Reason.MISPLACED);
            };
        };
    }

    private Optional<Verification.Reason> take(Verification.Genuine genuine, LoaEvent.DeliveryReport report) {
        var received = new ReportStore.Received(genuine.eventId(), digest(genuine.value()), report);
        if (reports.isChanged(received)) {
            return Optional.of(Verification.Reason.CHANGED_BYTES);
        }
        if (reports.put(received, OffsetDateTime.now(clock))) {
            outbox.acknowledge(report);
        }
        return Optional.empty();
    }

    private static String digest(byte[] value) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(value));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("The JDK has no SHA-256", e);
        }
    }
}
