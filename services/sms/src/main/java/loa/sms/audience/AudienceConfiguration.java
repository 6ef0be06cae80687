package loa.sms.audience;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import loa.delivery.AddressBook;
import loa.delivery.Audience;
import loa.delivery.address.AddressVault;
import loa.sms.phone.SmsAddress;

/** Audience and address book of the SMS channel. */
@Configuration(proxyBeanMethods = false)
class AudienceConfiguration {
    @Bean
    Audience audience(JdbcClient jdbc) {
        return new SubscribedResidents(jdbc);
    }

    @Bean
    AddressBook<SmsAddress> addressBook(JdbcClient jdbc, AddressVault vault) {
        return new PhoneBook(jdbc, vault);
    }
}
