package loa.publisher.deadletter;

import java.time.Clock;
import java.time.Duration;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.transaction.support.TransactionOperations;

import loa.publisher.loop.BackgroundLoop;

/** Wires the dead letters. */
@Configuration(proxyBeanMethods = false)
class LetterConfiguration {
    /** As long as the topic keeps them. */
    static final Duration RETENTION = Duration.ofDays(90);
    private static final Duration BETWEEN_PRUNING = Duration.ofHours(1);

    @Bean
    LetterStore letterStore(JdbcClient jdbc) {
        return new LetterStore(jdbc);
    }

    @Bean
    OpenLetters openLetters(LetterStore store, Clock clock, MeterRegistry meters) {
        return new OpenLetters(store, clock, meters);
    }

    @Bean
    KafkaReplayer replayer(ProducerFactory<?, ?> producers) {
        return new KafkaReplayer(producers.getConfigurationProperties());
    }

    @Bean
    Letters letters(LetterStore store, Replayer replayer, OpenLetters open, TransactionOperations transactions, Clock clock) {
        return new Letters(store, replayer, open, transactions, clock);
    }

    @Bean
    LetterListener letterListener(LetterStore store, TransactionOperations transactions, OpenLetters open) {
        return new LetterListener(store, transactions, open);
    }

    @Bean
    BackgroundLoop letterPruning(Letters letters) {
        return new BackgroundLoop("publisher-letters", () -> {
            letters.prune();
            return BETWEEN_PRUNING;
        });
    }
}
