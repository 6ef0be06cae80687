package loa.publisher.progress;

import java.time.Clock;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.util.backoff.FixedBackOff;

import loa.contract.EventVerifier;
import loa.publisher.area.Areas;
import loa.publisher.directive.Directives;
import loa.publisher.halt.Halts;
import loa.publisher.outbox.Outbox;

/** Wires the progress. */
@Configuration(proxyBeanMethods = false)
class ProgressConfiguration {
    private static final long BETWEEN_TRIES_MILLIS = 1_000;

    @Bean
    ReportStore reportStore(JdbcClient jdbc) {
        return new ReportStore(jdbc);
    }

    @Bean
    HeldReports heldReports(JdbcClient jdbc) {
        return new HeldReports(jdbc);
    }

    @Bean
    UnknownReports unknownReports(JdbcClient jdbc, Areas areas, Clock clock) {
        return new UnknownReports(jdbc, areas, clock);
    }

    @Bean
    UnknownCount unknownCount(UnknownReports reports, Clock clock) {
        return new UnknownCount(reports, clock);
    }

    @Bean
    ReportIntake reportIntake(EventVerifier verifier, ReportStore reports, Outbox outbox, Halts halts,
            TransactionOperations transactions, Clock clock) {
        return new ReportIntake(verifier, reports, new ReportIntake.Answered(outbox, halts), transactions, clock);
    }

    @Bean
    ProgressReader progressReader(Directives directives, ReportStore reports, Clock clock) {
        return new ProgressReader(directives, reports, new Corrections(directives, reports), clock);
    }

    @Bean
    ProgressStream progressStream(ProgressReader reader) {
        return new ProgressStream(reader);
    }

    /** Without PostgreSQL a report waits, however long: passing over it would leave the counts wrong for ever. What it refuses does not. */
    @Bean
    DefaultErrorHandler reportErrorHandler() {
        return new DefaultErrorHandler(new FixedBackOff(BETWEEN_TRIES_MILLIS, FixedBackOff.UNLIMITED_ATTEMPTS));
    }
}
