package loa.sms;

import java.nio.file.Path;
import java.time.Clock;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

import loa.api.access.ApiSecurity;
import loa.api.access.CallerDirectory;
import loa.contract.Channel;
import loa.delivery.AddressBook;
import loa.delivery.Audience;
import loa.delivery.ChannelPorts;
import loa.delivery.address.AddressKeys;
import loa.delivery.address.AddressVault;
import loa.delivery.desk.AreaDirectory;
import loa.sms.area.AreaScope;
import loa.sms.phone.SmsAddress;
import loa.sms.twilio.SmsProvider;

/** Puts the service together. */
@Configuration(proxyBeanMethods = false)
class SmsConfiguration {
    @Bean
    SecurityFilterChain smsSecurity(HttpSecurity http, ApiSecurity security, CallerDirectory callers) {
        return security.bearer(http, callers, "/webhooks/twilio/**").build();
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    AddressVault addressVault(@Value("${loa.keys-dir}") Path keys) {
        return new AddressVault(AddressKeys.loadOrCreate(keys), Channel.SMS);
    }

    @Bean
    AreaScope areaScope(AreaDirectory areas) {
        return new AreaScope(areas);
    }

    @Bean
    ChannelPorts<SmsAddress> smsPorts(Audience audience, AddressBook<SmsAddress> addressBook, SmsProvider provider) {
        return new ChannelPorts<>(Channel.SMS, audience, addressBook, provider.sender(), provider.inquiry());
    }
}
