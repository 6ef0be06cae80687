package loa.publisher.directive;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

import loa.publisher.area.Areas;
import loa.publisher.channel.ChannelsOff;
import loa.publisher.loop.BackgroundLoop;
import loa.publisher.outbox.Outbox;

/** Wires the directives. */
@Configuration(proxyBeanMethods = false)
class DirectiveConfiguration {
    private static final Duration TICK = Duration.ofMillis(500);

    @Bean
    DirectiveStore directiveStore(JdbcClient jdbc) {
        return new DirectiveStore(jdbc);
    }

    @Bean
    AreaRules areaRules(Areas areas) {
        return new AreaRules(areas);
    }

    @Bean
    SubmitRules submitRules(AreaRules areas, ChannelsOff channelsOff) {
        return new SubmitRules(areas, channelsOff);
    }

    @Bean
    Closing closing(DirectiveStore store) {
        return new Closing(store);
    }

    @Bean
    ContentReader contentReader(AreaRules areas) {
        return new ContentReader(areas);
    }

    @Bean
    Amending amending(DirectiveStore store, ContentReader reader, Closing closing, TransactionOperations transactions, Clock clock) {
        return new Amending(store, reader, closing, transactions, clock);
    }

    @Bean
    Step directiveStep(DirectiveStore store, AreaRules areas, Closing closing, TransactionOperations transactions, Clock clock) {
        return new Step(store, areas, closing, transactions, clock);
    }

    @Bean
    Directives directives(DirectiveStore store, Areas areas, Clock clock) {
        return new Directives(store, areas, clock);
    }

    @Bean
    Drafting drafting(DirectiveStore store, ContentReader reader, TransactionOperations transactions, Clock clock, SecureRandom random) {
        return new Drafting(store, reader, transactions, clock, random);
    }

    @Bean
    Approval approval(Step step, SubmitRules rules) {
        return new Approval(step, rules);
    }

    @Bean
    Issuing issuing(Step step, SubmitRules rules, Areas areas, Outbox outbox, Closing closing) {
        return new Issuing(step, rules, areas, outbox, closing);
    }

    @Bean
    DirectiveClock directiveClock(DirectiveStore store, Issuing issuing, Closing closing, TransactionOperations transactions,
            Clock clock) {
        return new DirectiveClock(store, issuing, closing, transactions, clock);
    }

    /** Looks twice a second what time has brought. */
    @Bean
    BackgroundLoop directiveClockLoop(DirectiveClock clock) {
        return new BackgroundLoop("publisher-clock", () -> clock.tick() > 0 ? Duration.ZERO : TICK);
    }
}
