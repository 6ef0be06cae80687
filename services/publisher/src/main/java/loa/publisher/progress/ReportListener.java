package loa.publisher.progress;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.stereotype.Component;

import loa.contract.DeadLetters;
import loa.contract.Topics;

/** Reads the topic of the reports. An offset is committed when its record is stored or stands on the dead-letter topic. */
@Component
class ReportListener {
    private static final Logger log = LoggerFactory.getLogger(ReportListener.class);
    private static final Duration FOR_DEAD_LETTERS = Duration.ofSeconds(30);

    private final ReportIntake intake;
    private final KafkaOperations<String, byte[]> kafka;
    private final MeterRegistry meters;

    ReportListener(ReportIntake intake, KafkaOperations<String, byte[]> kafka, MeterRegistry meters) {
        this.intake = intake;
        this.kafka = kafka;
        this.meters = meters;
    }

    @KafkaListener(id = "publisher-reports", idIsGroup = false, topics = Topics.DELIVERY_REPORTS, batch = "true")
    void take(List<ConsumerRecord<String, byte[]>> records) {
        List<ReportIntake.Refusal> refusals = intake.take(records);
        if (refusals.isEmpty()) {
            return;
        }
        CompletableFuture.allOf(refusals.stream().map(r -> kafka.send(DeadLetters.of(r.record(), r.reason(), "publisher")))
                .toArray(CompletableFuture[]::new)).orTimeout(FOR_DEAD_LETTERS.toMillis(), TimeUnit.MILLISECONDS).join();
        for (ReportIntake.Refusal refusal : refusals) {
            meters.counter("loa.dead.letters", "topic", refusal.record().topic(), "reason", refusal.reason().code()).increment();
            log.atWarn().addKeyValue("topic", refusal.record().topic()).addKeyValue("partition", refusal.record().partition())
                    .addKeyValue("offset", refusal.record().offset()).addKeyValue("reason", refusal.reason().code())
                    .log("A record is not believed.");
        }
    }
}
