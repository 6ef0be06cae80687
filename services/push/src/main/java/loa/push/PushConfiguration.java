package loa.push;

import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.transaction.PlatformTransactionManager;

import loa.api.access.ApiSecurity;
import loa.api.access.CallerDirectory;
import loa.api.imports.FaultSeal;
import loa.contract.Channel;
import loa.delivery.ChannelPorts;
import loa.delivery.Inquiry;
import loa.delivery.address.AddressKeys;
import loa.delivery.address.AddressVault;
import loa.delivery.address.SealedFaults;
import loa.delivery.postgres.Database;
import loa.delivery.provider.ProviderFailures;
import loa.push.address.PushAddress;
import loa.push.audience.PushAddressBook;
import loa.push.audience.PushAudience;
import loa.push.device.DeviceStore;
import loa.push.device.RegistrationLimiter;
import loa.push.topic.EmergencyPause;
import loa.push.topic.TopicChanges;
import loa.push.topic.TopicSync;

/** Puts the service together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({FcmProperties.class, PushProperties.class})
class PushConfiguration {
    private final InstantSource clock;

    PushConfiguration(ObjectProvider<Clock> clock) {
        this.clock = clock.getIfUnique(Clock::systemUTC);
    }

    @Bean
    SecurityFilterChain pushSecurity(HttpSecurity http, ApiSecurity security, CallerDirectory callers) {
        return security.bearer(http, callers, "/api/v1/push/devices/*").build();
    }

    @Bean
    AddressVault addressVault(@Value("${loa.keys-dir}") Path keys) {
        return new AddressVault(AddressKeys.loadOrCreate(keys), Channel.PUSH);
    }

    /** A fault quotes what stood in the file, and a cell that is in the wrong column may be a token. */
    @Bean
    FaultSeal faultSeal(AddressVault vault) {
        return new SealedFaults(vault);
    }

    @Bean
    DeviceStore deviceStore(JdbcClient jdbc, PlatformTransactionManager transactions, AddressVault vault) {
        return new DeviceStore(jdbc, transactions, vault, clock);
    }

    @Bean
    RegistrationLimiter registrationLimiter(PushProperties push) {
        return new RegistrationLimiter(push.registrationsPerMinute(), clock);
    }

    @Bean
    TopicChanges topicChanges(JdbcClient jdbc, AddressVault vault) {
        return new TopicChanges(jdbc, vault, clock);
    }

    @Bean(initMethod = "start")
    FcmChannel fcmChannel(FcmProperties fcm, PushProperties push, DeviceStore devices, TopicChanges changes, MeterRegistry meters) {
        if (!fcm.settings().isOn()) {
            return FcmChannel.off();
        }
        return FcmChannel.on(fcm.settings(), devices::drop, provider -> new TopicSync(changes, provider, new EmergencyPause(meters, clock),
                new ProviderFailures(meters, "fcm", "topic", clock), push.topicRequestsPerSecond()), clock);
    }

    @Bean
    ChannelPorts<PushAddress> pushPorts(JdbcClient jdbc, Database database, AddressVault vault, FcmChannel fcm) {
        return new ChannelPorts<>(Channel.PUSH, new PushAudience(jdbc, database), new PushAddressBook(jdbc, vault), fcm.sender(),
                Inquiry.repeatable());
    }
}
