package loa.delivery.desk;

import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import loa.contract.KeyDirectory;

/** What a channel service imports to know areas and keys; needs {@code loa.keys-dir} and Kafka's properties. */
@Configuration(proxyBeanMethods = false)
public class DeskConfiguration {
    @Bean(initMethod = "start", destroyMethod = "close")
    Desk desk(KafkaProperties kafka, @Value("${loa.keys-dir}") Path keysDir, @Value("${spring.application.name:loa}") String service) {
        return new Desk(kafka.buildAdminProperties(), new KeyDirectory(keysDir).ring(), service);
    }

    @Bean
    AreaDirectory areaDirectory(Desk desk) {
        return desk.areas();
    }

    @Bean
    AreaLookup areaLookup(Desk desk, ObjectProvider<InstantSource> clock) {
        return new AreaLookup(desk.areas(), desk::isCaughtUp, clock.getIfUnique(Clock::systemUTC));
    }

    @Bean
    AreaTree areaTree(Desk desk) {
        return desk.tree();
    }

    @Bean
    AccessDirectory accessDirectory(Desk desk, ObjectProvider<InstantSource> clock) {
        return desk.access(clock.getIfUnique(Clock::systemUTC));
    }

    /** Down until areas and keys have been read once: before that, nobody could sign in. Kafka's own health is not judged here. */
    @Bean
    HealthIndicator deskHealthIndicator(Desk desk) {
        return () -> desk.isCaughtUp() ? Health.up().build() : Health.down().withDetail("reason", "Areas and keys are being read.").build();
    }
}
