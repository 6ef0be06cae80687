package loa.api.imports;

import java.time.Clock;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Offers {@link Imports}. */
@Configuration(proxyBeanMethods = false)
public class ImportConfiguration {
    @Bean
    ImportStore importStore(JdbcClient jdbc, ObjectProvider<FaultSeal> seal, ObjectProvider<Clock> clock) {
        return new ImportStore(jdbc, seal.getIfUnique(() -> FaultSeal.NONE), clock.getIfUnique(Clock::systemUTC));
    }

    @Bean
    ImportJobs importJobs(ImportStore store, PlatformTransactionManager transactions,
            @Value("${spring.application.name:loa}") String name) {
        return new ImportJobs(store, new TransactionTemplate(transactions), name);
    }

    @Bean
    Imports imports(ImportJobs jobs, ImportStore store) {
        return new Imports(jobs, store);
    }
}
