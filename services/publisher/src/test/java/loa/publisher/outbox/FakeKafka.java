package loa.publisher.outbox;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.springframework.kafka.KafkaException;

/** Takes records, or not. */
final class FakeKafka implements RecordSender {
    final List<ProducerRecord<String, byte[]>> taken = new ArrayList<>();
    Predicate<ProducerRecord<String, byte[]>> accepts = r -> true;
    Predicate<ProducerRecord<String, byte[]>> refuses = r -> false;
    /** What becomes of those that are not accepted. */
    RuntimeException notTaken = new TimeoutException("not acknowledged");
    boolean isAway;
    int tried;

    @Override
    public CompletableFuture<?> send(ProducerRecord<String, byte[]> record) {
        tried++;
        if (isAway) {
            throw new KafkaException("Send failed",
                    new TimeoutException("no metadata"));
        }
        if (refuses.test(record)) {
            throw new KafkaException("Send failed",
                    new RecordTooLargeException("too large"));
        }
        if (!accepts.test(record)) {
            return CompletableFuture.failedFuture(notTaken);
        }
        taken.add(record);
        return CompletableFuture.completedFuture(record);
    }
}
