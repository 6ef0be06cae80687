package loa.publisher.halt;

import java.time.Clock;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

import loa.publisher.area.Areas;
import loa.publisher.outbox.Outbox;

/** Wires the halts. */
@Configuration(proxyBeanMethods = false)
class HaltConfiguration {
    @Bean
    HaltStore haltStore(JdbcClient jdbc) {
        return new HaltStore(jdbc);
    }

    @Bean
    Halts halts(HaltStore store, Areas areas, Outbox outbox, TransactionOperations transactions, Clock clock) {
        return new Halts(store, areas, outbox, transactions, clock);
    }
}
