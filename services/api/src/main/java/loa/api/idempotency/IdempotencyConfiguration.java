package loa.api.idempotency;

import java.time.Clock;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keeps answers in the service's schema; the filter stands in the chain that {@code ApiSecurity} makes. */
@Configuration(proxyBeanMethods = false)
public class IdempotencyConfiguration {
    @Bean
    IdempotencyStore idempotencyStore(JdbcClient jdbc, ObjectProvider<Clock> clock) {
        return new IdempotencyStore(jdbc, clock.getIfUnique(Clock::systemUTC));
    }
}
