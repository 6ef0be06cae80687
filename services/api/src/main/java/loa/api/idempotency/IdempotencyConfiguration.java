package loa.api.idempotency;

import java.nio.file.Path;
import java.time.Clock;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import loa.api.spool.Spool;
import loa.contract.KeyDirectory;

/** Keeps answers in the service's schema; the filter stands in the chain that {@code ApiSecurity} makes. */
@Configuration(proxyBeanMethods = false)
public class IdempotencyConfiguration {
    private static final String KEY = "idempotency";

    @Bean
    IdempotencyStore idempotencyStore(JdbcClient jdbc, ObjectProvider<Clock> clock) {
        return new IdempotencyStore(jdbc, clock.getIfUnique(Clock::systemUTC));
    }

    @Bean
    Fingerprints fingerprints(@Value("${loa.keys-dir}") String keys, Spool spool) {
        return new Fingerprints(new KeyDirectory(Path.of(keys)).secret(KEY), spool);
    }
}
