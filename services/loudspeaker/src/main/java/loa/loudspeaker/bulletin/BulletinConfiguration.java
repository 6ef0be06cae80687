package loa.loudspeaker.bulletin;

import java.util.concurrent.Executors;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

import loa.contract.SigningKey;
import loa.loudspeaker.speech.Clips;

/** Spoken bulletins. */
@Configuration(proxyBeanMethods = false)
public class BulletinConfiguration {
    @Bean
    SpokenBulletins spokenBulletins(JdbcClient jdbc, TransactionOperations transactions, Clips clips, SigningKey key) {
        // Encoding is seconds of computing: on a virtual thread it would hold up all others.
        return new SpokenBulletins(new BulletinStore(jdbc, transactions), clips, key,
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().daemon().name("loudspeaker-speech-", 0).factory()));
    }
}
