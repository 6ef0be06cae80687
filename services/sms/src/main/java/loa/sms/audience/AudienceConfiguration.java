package loa.sms.audience;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import loa.delivery.AddressBook;
import loa.delivery.Audience;
import loa.delivery.address.AddressVault;
import loa.delivery.postgres.Database;
import loa.delivery.subscriber.SubscribedAudience;
import loa.sms.phone.SmsAddress;

/** Audience and address book of the SMS channel. */
@Configuration(proxyBeanMethods = false)
class AudienceConfiguration {
    /** The areas of active subscriptions. */
    static final SubscribedAudience.Table RESIDENTS = new SubscribedAudience.Table("subscription_area", "subscription");

    @Bean
    Audience audience(Database database) {
        return new SubscribedAudience(database, RESIDENTS);
    }

    @Bean
    AddressBook<SmsAddress> addressBook(JdbcClient jdbc, AddressVault vault) {
        return new PhoneBook(jdbc, vault);
    }
}
