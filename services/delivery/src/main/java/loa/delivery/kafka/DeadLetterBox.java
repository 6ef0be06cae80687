package loa.delivery.kafka;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import loa.contract.DeadLetters;
import loa.contract.Verification;

/** Puts refused records aside, counted by {@code loa.delivery.dead.letters} with their reason. Thread-safe. */
public final class DeadLetterBox {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterBox.class);
    private static final int PATIENCE_SECONDS = 30;

    private final Producer<String, byte[]> producer;
    private final MeterRegistry meters;
    private final String channel;

    /** Counts for one channel. */
    public DeadLetterBox(Producer<String, byte[]> producer, MeterRegistry meters, String channel) {
        this.producer = producer;
        this.meters = meters;
        this.channel = channel;
    }

    /** Returns when the broker has the letter, so that the refused record may be passed over. */
    public void put(ConsumerRecord<String, byte[]> refused, Verification.Reason reason, String detail) throws InterruptedException {
        try {
            producer.send(DeadLetters.of(refused, reason, channel)).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("a dead letter could not be stored", e);
        }
        Counter.builder("loa.delivery.dead.letters").tag("channel", channel).tag("reason", reason.code()).register(meters).increment();
        LOG.atWarn().addKeyValue("topic", refused.topic()).addKeyValue("partition", refused.partition())
                .addKeyValue("offset", refused.offset()).addKeyValue("reason", reason.code()).log("Refused a record: {}", detail);
    }
}
