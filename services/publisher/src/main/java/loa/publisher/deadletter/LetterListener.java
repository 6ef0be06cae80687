package loa.publisher.deadletter;

import java.util.List;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.transaction.support.TransactionOperations;

import loa.contract.Topics;

/**
 * Keeps what stands on the dead letters. An offset is committed when its letter is stored; a group of its own, since it must not wait
 * for reports. Keys are read as bytes: a forged one need not be text.
 */
final class LetterListener {
    private static final Logger log = LoggerFactory.getLogger(LetterListener.class);

    private final LetterStore store;
    private final TransactionOperations transactions;
    private final OpenLetters open;

    LetterListener(LetterStore store, TransactionOperations transactions, OpenLetters open) {
        this.store = store;
        this.transactions = transactions;
        this.open = open;
    }

    @KafkaListener(id = "publisher-dead-letters", groupId = "${spring.kafka.consumer.group-id}-dead-letters", topics = Topics.DEAD_LETTERS, batch = "true", properties = {
            "key.deserializer=org.apache.kafka.common.serialization.ByteArrayDeserializer",
            "max.poll.records=50"})
    void take(List<ConsumerRecord<byte[], byte[]>> records) {
        try {
            transactions.executeWithoutResult(_ -> records.forEach(this::put));
        } catch (DataIntegrityViolationException e) {
            records.forEach(this::putAlone);
        }
        open.forget();
        log.atInfo().addKeyValue("letters", records.size()).log("Took refused records.");
    }

    private void put(ConsumerRecord<byte[], byte[]> record) {
        store.put(ReceivedLetter.of(record));
    }

    /** A letter that PostgreSQL refuses stays on its topic; those after it must not wait for it. */
    private void putAlone(ConsumerRecord<byte[], byte[]> record) {
        try {
            transactions.executeWithoutResult(_ -> put(record));
        } catch (DataIntegrityViolationException e) {
            log.atError().addKeyValue("offset", record.offset()).addKeyValue("cause", e.getClass().getSimpleName())
                    .log("A dead letter cannot be stored.");
        }
    }
}
