package loa.publisher.people;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.transaction.support.TransactionOperations;

import loa.contract.RecordSigner;
import loa.publisher.loop.BackgroundLoop;
import loa.publisher.outbox.Outbox;

/** Wires the people. */
@Configuration(proxyBeanMethods = false)
class PeopleConfiguration {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    @Bean
    PersonStore personStore(JdbcClient jdbc) {
        return new PersonStore(jdbc);
    }

    @Bean
    PasswordEncoder passwordEncoder() {
        return Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8();
    }

    @Bean
    AccessPublication accessPublication(PersonStore store, RecordSigner signer, Outbox outbox) {
        return new AccessPublication(store, signer, outbox);
    }

    @Bean
    People people(PersonStore store, AccessPublication publication, PasswordEncoder passwords, TransactionOperations transactions,
            Clock clock) {
        return new People(store, publication, passwords, transactions, clock);
    }

    @Bean
    KeyHolders keyHolders(PersonStore store) {
        return new KeyHolders(store);
    }

    /** A key that is given or withdrawn in another instance counts here within a second. */
    @Bean
    BackgroundLoop keyLoop(KeyHolders holders) {
        return new BackgroundLoop("publisher-keys", () -> {
            holders.refresh();
            return BETWEEN_LOOKS;
        });
    }

    @Bean
    AuthenticationProvider passwordSignIn(PersonStore store, PasswordEncoder passwords, Clock clock) {
        return new PasswordSignIn(store, passwords, clock);
    }

    /** Before the health check turns UP: whoever is in the file can sign in from the first moment. */
    @Bean
    ApplicationRunner peopleFromFile(People people, KeyHolders holders, @Value("${loa.publisher.people-file:}") String file) {
        return _ -> {
            if (!file.isBlank()) {
                people.ensure(PeopleFile.read(Path.of(file)));
            }
            holders.refresh();
        };
    }
}
