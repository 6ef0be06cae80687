package loa.delivery.boot;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import loa.delivery.Decisions;
import loa.delivery.Deliveries;
import loa.delivery.desk.AreaDirectory;

/**
 * What a channel service imports beside {@link DeliveryConfiguration} so that people can see its deliveries and settle unknown ones. It
 * leaves the list itself to {@link DeliveryListController}, or to a controller of the service's own that uses {@link DeliveryListing}.
 */
@Configuration(proxyBeanMethods = false)
@Import({UnknownController.class, SettleController.class})
public class DeliveryDeskConfiguration {
    @Bean
    AreaScope deliveryScope(AreaDirectory areas) {
        return new AreaScope(areas);
    }

    @Bean
    DeliveryListing deliveryListing(Deliveries deliveries, AreaScope deliveryScope) {
        return new DeliveryListing(deliveries, deliveryScope);
    }
}
