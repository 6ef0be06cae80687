package loa.publisher.outbox;

import java.util.concurrent.CompletableFuture;

import org.apache.kafka.clients.producer.ProducerRecord;

/** Hands records to Kafka. */
interface RecordSender {
    /** Completes when all replicas in sync have the record, exceptionally when that is not known. */
    CompletableFuture<?> send(ProducerRecord<String, byte[]> record);
}
