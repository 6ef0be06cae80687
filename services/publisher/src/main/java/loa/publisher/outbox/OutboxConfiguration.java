package loa.publisher.outbox;

import java.time.Clock;

import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.transaction.support.TransactionOperations;

import loa.contract.EventSigner;
import loa.contract.Topics;
import loa.publisher.loop.BackgroundLoop;

/** Wires the outbox and makes the topics of the desk. */
@Configuration(proxyBeanMethods = false)
class OutboxConfiguration {
    private static final long DAY = 24 * 3600 * 1000L;

    @Bean
    Bell relayBell() {
        return new Bell();
    }

    @Bean
    OutboxStore outboxStore(JdbcClient jdbc, NamedParameterJdbcTemplate batches) {
        return new OutboxStore(jdbc, batches);
    }

    @Bean
    Outbox outbox(OutboxStore store, EventSigner signer, Clock clock, Bell bell) {
        return new Outbox(store, signer, clock, bell);
    }

    @Bean
    Relay relay(OutboxStore store, KafkaOperations<String, byte[]> kafka, TransactionOperations transactions, Clock clock) {
        return new Relay(store, kafka::send, transactions, clock);
    }

    @Bean
    StateRestore stateRestore(ObjectProvider<CompactedState> states, KafkaAdmin admin, TransactionOperations transactions) {
        return new StateRestore(states.stream().toList(), admin.getConfigurationProperties(), transactions);
    }

    @Bean
    BackgroundLoop relayLoop(Relay relay, Bell bell, KafkaAdmin admin, StateRestore states) {
        return new BackgroundLoop("publisher-relay", new RelayTurn(relay, bell, () -> admin.initialize() && states.restore()));
    }

    @Bean
    KafkaAdmin.NewTopics topicsOfTheDesk() {
        return new KafkaAdmin.NewTopics(keptForEver(Topics.DIRECTIVES), compacted(Topics.AREAS), compacted(Topics.ACCESS),
                kept(Topics.DELIVERY_REPORTS, 6, 7), kept(Topics.DEAD_LETTERS, 1, 90));
    }

    private static NewTopic keptForEver(String name) {
        return TopicBuilder.name(name).partitions(6).config(TopicConfig.RETENTION_MS_CONFIG, "-1")
                .config(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(Topics.LARGEST_RECORD)).build();
    }

    private static NewTopic kept(String name, int partitions, int days) {
        return TopicBuilder.name(name).partitions(partitions).config(TopicConfig.RETENTION_MS_CONFIG, Long.toString(days * DAY))
                .config(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(Topics.LARGEST_RECORD)).build();
    }

    private static NewTopic compacted(String name) {
        return TopicBuilder.name(name).partitions(1).compact().build();
    }
}
