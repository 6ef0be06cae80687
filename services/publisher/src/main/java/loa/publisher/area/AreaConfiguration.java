package loa.publisher.area;

import java.time.Clock;
import java.time.Duration;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

import loa.api.imports.ImportResource;
import loa.api.imports.Imports;
import loa.contract.RecordSigner;
import loa.publisher.loop.BackgroundLoop;
import loa.publisher.outbox.Outbox;

/** Wires the areas. */
@Configuration(proxyBeanMethods = false)
class AreaConfiguration {
    /** An area may hold from a day on; it is told to the channels in that day's first minutes. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(5);

    @Bean
    AreaStore areaStore(JdbcClient jdbc) {
        return new AreaStore(jdbc);
    }

    @Bean
    AreaWriter areaWriter(JdbcClient jdbc) {
        return new AreaWriter(jdbc);
    }

    @Bean
    Areas areas(AreaStore store) {
        return new Areas(store);
    }

    @Bean
    AreaPublication areaPublication(AreaStore store, AreaWriter writer, RecordSigner signer, Outbox outbox, Clock clock) {
        return new AreaPublication(store, writer, signer, outbox, clock);
    }

    @Bean
    ImportResource areaImports(Imports imports, AreaStore store, AreaWriter writer, AreaPublication publication, Clock clock) {
        return imports.resource(AreaController.IMPORTS, new AreaImporter(store, writer, publication, clock));
    }

    @Bean
    BackgroundLoop areaLoop(AreaPublication publication, AreaWriter writer, TransactionOperations transactions) {
        return new BackgroundLoop("publisher-areas", () -> {
            transactions.executeWithoutResult(_ -> {
                writer.lock();
                publication.publishPending();
            });
            return BETWEEN_LOOKS;
        });
    }
}
