package loa.loudspeaker.player;

import java.time.InstantSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

import loa.delivery.ReceiptInbox;
import loa.loudspeaker.signal.Signals;

/** What players report. */
@Configuration(proxyBeanMethods = false)
@Import(PlayerController.class)
public class PlayerConfiguration {
    @Bean
    AsRunLog asRunLog(JdbcClient jdbc, TransactionOperations transactions, ReceiptInbox receipts, Signals signals, InstantSource clock) {
        return new AsRunLog(jdbc, transactions, receipts, signals, clock);
    }
}
