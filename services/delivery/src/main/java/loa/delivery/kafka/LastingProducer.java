package loa.delivery.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.Supplier;

import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A producer that outlives its own end: an idempotent one that has lost its number or its sequence, or that was not let in, refuses all
 * that comes after. Then the next record goes by a new one. What the old one had in hand it ends by itself; whoever handed it over hears
 * so and hands it over again. Without transactions. Thread-safe.
 */
final class LastingProducer implements Producer<String, byte[]> {
    private static final Logger LOG = LoggerFactory.getLogger(LastingProducer.class);
    /** As long as a record may be under way. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(30);

    private final Supplier<Producer<String, byte[]>> maker;
    private volatile Producer<String, byte[]> current;
    private boolean closed;

    /** @param maker makes another one each time */
    LastingProducer(Supplier<Producer<String, byte[]>> maker) {
        this.maker = maker;
        this.current = maker.get();
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<String, byte[]> record) {
        return send(record, null);
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<String, byte[]> record, @Nullable Callback callback) {
        Producer<String, byte[]> sender = current;
        try {
            return sender.send(record, (metadata, failure) -> {
                if (failure != null) {
                    renewAfter(failure, sender);
                }
                if (callback != null) {
                    callback.onCompletion(metadata, failure);
                }
            });
        } catch (KafkaException e) {
            renewAfter(e, sender);
            throw e;
        }
    }

    private void renewAfter(Exception failure, Producer<String, byte[]> failed) {
        if (isTheEnd(failure)) {
            renew(failed, failure);
        }
    }

    /** Of many records that fail together the first one does it. */
    private synchronized void renew(Producer<String, byte[]> failed, Exception failure) {
        if (closed || failed != current) {
            return;
        }
        LOG.atWarn().setCause(failure).log("A producer of Kafka cannot go on; another one takes its place");
        current = maker.get();
        // not by this thread: it may be the producer's own, which would wait for itself
        Thread.ofVirtual().name("producer-end").start(() -> failed.close(LAST_WORDS));
    }

    /** What is of the producer itself, not of one record, nor of the way to the brokers. */
    private static boolean isTheEnd(Exception failure) {
        return failure instanceof OutOfOrderSequenceException || failure instanceof InvalidProducerEpochException
                || failure instanceof ProducerFencedException || failure instanceof InvalidPidMappingException
                || failure instanceof ClusterAuthorizationException || failure instanceof UnsupportedVersionException
                // says of itself that it is in an error state, by a message alone
                || failure.getClass() == KafkaException.class;
    }

    @Override
    public void flush() {
        current.flush();
    }

    @Override
    public List<PartitionInfo> partitionsFor(String topic) {
        return current.partitionsFor(topic);
    }

    @Override
    public Map<MetricName, ? extends Metric> metrics() {
        return current.metrics();
    }

    @Override
    public Uuid clientInstanceId(Duration timeout) {
        return current.clientInstanceId(timeout);
    }

    @Override
    public void registerMetricForSubscription(KafkaMetric metric) {
        current.registerMetricForSubscription(metric);
    }

    @Override
    public void unregisterMetricFromSubscription(KafkaMetric metric) {
        current.unregisterMetricFromSubscription(metric);
    }

    @Override
    public void close() {
        end().close();
    }

    @Override
    public void close(Duration timeout) {
        end().close(timeout);
    }

    private synchronized Producer<String, byte[]> end() {
        closed = true;
        return current;
    }

    @Override
    public void initTransactions() {
        throw noTransactions();
    }

    @Override
    public void beginTransaction() {
        throw noTransactions();
    }

    @Override
    public void sendOffsetsToTransaction(Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
        throw noTransactions();
    }

    @Override
    public void commitTransaction() {
        throw noTransactions();
    }

    @Override
    public void abortTransaction() {
        throw noTransactions();
    }

    private static UnsupportedOperationException noTransactions() {
        return new UnsupportedOperationException("this producer has no transactions");
    }
}
