package loa.publisher.outbox;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/** Fills a compacted topic again that was lost with its Kafka: the desk's tables are the truth. */
final class StateRestore {
    private static final Logger log = LoggerFactory.getLogger(StateRestore.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<CompactedState> states;
    private final Map<String, Object> admin;
    private final TransactionOperations transactions;

    /**
     * @param admin how Kafka is reached
     */
    StateRestore(List<CompactedState> states, Map<String, Object> admin, TransactionOperations transactions) {
        this.states = states;
        this.admin = admin;
        this.transactions = transactions;
    }

    /** Says again what an empty topic should hold; false when Kafka did not answer. */
    boolean restore() {
        try (Admin kafka = Admin.create(admin)) {
            for (CompactedState state : states) {
                var partition = new TopicPartition(state.topic(), 0);
                long end = kafka.listOffsets(Map.of(partition, OffsetSpec.latest())).partitionResult(partition)
                        .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).offset();
                if (end == 0) {
                    transactions.executeWithoutResult(_ -> state.sayAgain());
                }
            }
            return true;
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            log.atWarn().addKeyValue("cause", e.getClass().getSimpleName()).log("Kafka did not tell what its topics hold.");
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
