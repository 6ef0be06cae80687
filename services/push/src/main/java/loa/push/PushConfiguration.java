package loa.push;

import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

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
import loa.api.problem.ProblemException;
import loa.contract.AreaCode;
import loa.contract.Channel;
import loa.delivery.ChannelPorts;
import loa.delivery.Inquiry;
import loa.delivery.address.AddressKeys;
import loa.delivery.address.AddressVault;
import loa.delivery.desk.Desk;
import loa.push.address.PushAddress;
import loa.push.audience.PushAddressBook;
import loa.push.audience.PushAudience;
import loa.push.device.AreaPaths;
import loa.push.device.DeviceStore;
import loa.push.device.RegistrationLimiter;

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

    /** An area that nobody has told us of yet is not an unknown one. */
    @Bean
    AreaPaths areaPaths(Desk desk) {
        return code -> {
            Optional<List<AreaCode>> path = desk.areas().path(code);
            if (path.isEmpty() && !desk.isCaughtUp()) {
                throw ProblemException.unavailable("desk");
            }
            return path;
        };
    }

    @Bean
    DeviceStore deviceStore(JdbcClient jdbc, PlatformTransactionManager transactions, AddressVault vault) {
        return new DeviceStore(jdbc, transactions, vault, clock);
    }

    @Bean
    RegistrationLimiter registrationLimiter(PushProperties push) {
        return new RegistrationLimiter(push.registrationsPerMinute(), clock);
    }

    @Bean(initMethod = "start")
    FcmChannel fcmChannel(FcmProperties fcm, PushProperties push, DeviceStore devices, JdbcClient jdbc, AddressVault vault) {
        return fcm.settings().isOn() ? FcmChannel.on(fcm.settings(), devices::drop, jdbc, vault, push, clock) : FcmChannel.off();
    }

    @Bean
    ChannelPorts<PushAddress> pushPorts(JdbcClient jdbc, AddressVault vault, FcmChannel fcm) {
        return new ChannelPorts<>(Channel.PUSH, new PushAudience(jdbc), new PushAddressBook(jdbc, vault), fcm.sender(),
                Inquiry.repeatable());
    }
}
