package loa.api.imports;

import java.time.Clock;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import loa.api.spool.Spool;

/** Offers {@link Imports}. */
@Configuration(proxyBeanMethods = false)
public class ImportConfiguration {
    @Bean
    ImportStore importStore(JdbcClient jdbc, ObjectProvider<FaultSeal> seal, ObjectProvider<Clock> clock) {
        return new ImportStore(jdbc, seal.getIfUnique(() -> FaultSeal.NONE), clock.getIfUnique(Clock::systemUTC));
    }

    /** After the spool, so that it ends before the files that it reads are removed. */
    @Bean
    @DependsOn("spool")
    ImportJobs importJobs(ImportStore store, PlatformTransactionManager transactions,
            @Value("${spring.application.name:loa}") String name) {
        return new ImportJobs(store, new TransactionTemplate(transactions), name);
    }

    @Bean
    Imports imports(ImportJobs jobs, ImportStore store, Spool spool) {
        return new Imports(jobs, store, new Upload(spool, Upload.MAX_BYTES));
    }
}
