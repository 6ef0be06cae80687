package loa.publisher.deadletter;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.support.SendResult;

/** Puts records onto Kafka with a producer of its own, since keys are bytes here. It is made for the first one. */
final class KafkaReplayer implements Replayer, DisposableBean {
    private static final Logger log = LoggerFactory.getLogger(KafkaReplayer.class);
    private static final int PATIENCE_SECONDS = 10;

    private final DefaultKafkaProducerFactory<byte[], byte[]> producers;
    private final KafkaTemplate<byte[], byte[]> kafka;

    /**
     * @param settings of the producers of this service
     */
    KafkaReplayer(Map<String, Object> settings) {
        Map<String, Object> own = new HashMap<>(settings);
        own.put(ProducerConfig.CLIENT_ID_CONFIG, "publisher-replay");
        this.producers = new DefaultKafkaProducerFactory<>(own, new ByteArraySerializer(), new ByteArraySerializer());
        this.kafka = new KafkaTemplate<>(producers);
    }

    @Override
    public Result put(RawRecord record, Place before) {
        List<Header> headers = record.headers().stream().<Header>map(h -> new RecordHeader(h.name(), h.value())).toList();
        Integer partition = record.key() == null ? Integer.valueOf(before.partition()) : null;
        try {
            SendResult<byte[], byte[]> sent = kafka
                    .send(new ProducerRecord<>(before.topic(), partition, record.key(), record.value(), headers))
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return new Result.Stored(
                    new Place(before.topic(), sent.getRecordMetadata().partition(), sent.getRecordMetadata().offset()));
        } catch (ExecutionException | KafkaException | org.springframework.kafka.KafkaException e) {
            return failed(e);
        } catch (TimeoutException e) {
            return new Result.NotReached();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Result.NotReached();
        }
    }

    private static Result failed(Exception failure) {
        log.atWarn().setCause(failure).log("A refused record could not be put back.");
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RetriableException) {
                return new Result.NotReached();
            }
        }
        return new Result.Refused();
    }

    @Override
    public void destroy() {
        producers.destroy();
    }
}
