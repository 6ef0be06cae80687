package loa.publisher;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin;

import loa.contract.EventSigner;
import loa.contract.EventVerifier;
import loa.contract.KeyDirectory;
import loa.contract.LoaJson;
import loa.contract.RecordSigner;
import loa.contract.SigningKey;

/** What all features of the desk lean on: time, chance, keys. */
@Configuration(proxyBeanMethods = false)
class PublisherConfiguration {
    /** Who speaks, in {@code ce_source}. */
    private static final String SOURCE = "/loa/publisher";

    /** To the millisecond, as times are answered, so that what is compared is what was shown. */
    @Bean
    Clock clock() {
        return Clock.tickMillis(LoaJson.OFFSET);
    }

    @Bean
    SecureRandom secureRandom() {
        return new SecureRandom();
    }

    @Bean
    KeyDirectory keyDirectory(@Value("${loa.keys-dir}") String directory, @Value("${loa.signing.key-id}") String keyId) {
        var keys = new KeyDirectory(Path.of(directory));
        keys.createIfMissing(keyId);
        return keys;
    }

    @Bean
    SigningKey signingKey(KeyDirectory keys, @Value("${loa.signing.key-id}") String keyId) {
        return keys.signingKey(keyId);
    }

    @Bean
    EventSigner eventSigner(SigningKey key, Clock clock) {
        return new EventSigner(key, SOURCE, clock);
    }

    @Bean
    RecordSigner recordSigner(SigningKey key, Clock clock) {
        return new RecordSigner(key, clock);
    }

    @Bean
    EventVerifier eventVerifier(KeyDirectory keys) {
        return new EventVerifier(keys.ring());
    }

    @Bean
    HealthIndicator kafkaHealthIndicator(KafkaAdmin admin) {
        return new KafkaHealth(admin);
    }
}
