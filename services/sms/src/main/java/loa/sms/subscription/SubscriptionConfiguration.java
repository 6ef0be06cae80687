package loa.sms.subscription;

import java.time.Clock;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import loa.api.imports.FaultSeal;
import loa.delivery.address.AddressVault;
import loa.delivery.address.SealedFaults;
import loa.delivery.desk.AreaLookup;
import loa.sms.area.AreaScope;
import loa.sms.phone.PhoneReader;

/** The subscriptions and their HTTP interface. */
@Configuration(proxyBeanMethods = false)
@Import({SubscriptionController.class, ImportController.class})
class SubscriptionConfiguration {
    @Bean
    Subscriptions subscriptions(JdbcClient jdbc, PlatformTransactionManager transactions, AddressVault vault, Clock clock) {
        return new Subscriptions(jdbc, new TransactionTemplate(transactions), vault, clock);
    }

    @Bean
    PhoneReader phoneReader() {
        return new PhoneReader();
    }

    @Bean
    SubscriptionReader subscriptionReader(PhoneReader phones, AreaLookup areas, Clock clock) {
        return new SubscriptionReader(phones, areas, clock);
    }

    @Bean
    SubscriptionImporter subscriptionImporter(JdbcClient jdbc, AddressVault vault, SubscriptionReader reader, AreaScope scope,
            Clock clock) {
        return new SubscriptionImporter(new SubscriptionImport.Workshop(reader, scope, new SubscriptionMerge(jdbc, vault), clock));
    }

    /** A fault quotes the number that was refused. */
    @Bean
    FaultSeal faultSeal(AddressVault vault) {
        return new SealedFaults(vault);
    }
}
