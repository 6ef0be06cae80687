package loa.publisher.people;

import java.nio.file.Path;
import java.time.Clock;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.transaction.support.TransactionOperations;

import loa.api.access.CallerDirectory;
import loa.contract.RecordSigner;
import loa.publisher.outbox.Outbox;

/** Wires the people. */
@Configuration(proxyBeanMethods = false)
class PeopleConfiguration {
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
    CallerDirectory keyHolders(PersonStore store, Clock clock) {
        return new KeyHolders(store, clock);
    }

    @Bean
    AuthenticationProvider passwordSignIn(PersonStore store, PasswordEncoder passwords, Clock clock) {
        return new PasswordSignIn(store, passwords, clock);
    }

    /** Before the health check turns UP: whoever is in the file can sign in from the first moment. */
    @Bean
    ApplicationRunner peopleFromFile(People people, @Value("${loa.publisher.people-file:}") String file) {
        return _ -> {
            if (!file.isBlank()) {
                people.ensure(PeopleFile.read(Path.of(file)));
            }
        };
    }
}
