package loa.delivery.work;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import loa.contract.BulletinClass;
import loa.contract.Channel;
import loa.contract.Topics;

/**
 * Puts work records on their lane's topic and remembers where the broker stored them. What fails is not tried again here: the record
 * stands in its table without an offset, and upkeep produces it again. Thread-safe.
 */
public final class WorkProducer {
    private static final Logger LOG = LoggerFactory.getLogger(WorkProducer.class);
    private static final int MOST_AT_ONCE = 1_000;

    private final WorkRecordCodec codec = new WorkRecordCodec();
    private final ConcurrentLinkedQueue<WorkRecords.Stored> stored = new ConcurrentLinkedQueue<>();
    private final Channel channel;
    private final Producer<String, byte[]> producer;
    private final WorkRecords records;

    /** Uses a producer with {@code acks=all}. */
    public WorkProducer(Channel channel, Producer<String, byte[]> producer, WorkRecords records) {
        this.channel = channel;
        this.producer = producer;
        this.records = records;
    }

    /** Hands a record to the producer; returns before the broker has it. */
    public void produce(BulletinClass lane, WorkRecord record) {
        var message = new ProducerRecord<>(Topics.work(channel, lane), record.key(), codec.write(record));
        var unused = producer.send(message, (metadata, failure) -> {
            if (failure == null) {
                stored.add(new WorkRecords.Stored(record, metadata.partition(), metadata.offset()));
                return;
            }
            LOG.atWarn().addKeyValue("record", record.key()).setCause(failure).log("A work record could not be produced");
        });
    }

    /** Writes down what the broker has acknowledged so far. */
    public void noteAcknowledged() {
        List<WorkRecords.Stored> batch = new ArrayList<>();
        for (var next = stored.poll(); next != null; next = batch.size() < MOST_AT_ONCE ? stored.poll() : null) {
            batch.add(next);
        }
        records.acknowledged(batch);
    }

    /** Waits until the broker has answered for everything handed over, then writes it down. */
    public void flush() {
        producer.flush();
        while (!stored.isEmpty()) {
            noteAcknowledged();
        }
    }
}
