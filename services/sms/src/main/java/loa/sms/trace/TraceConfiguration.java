package loa.sms.trace;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import loa.delivery.Deliveries;
import loa.delivery.Revision;
import loa.delivery.boot.DeliveryDeskConfiguration;
import loa.delivery.postgres.Database;
import loa.delivery.taken.SqlTakenDirectives;
import loa.delivery.taken.TakenDirectives;
import loa.sms.phone.Residents;

/** The traces and their HTTP interface. */
@Configuration(proxyBeanMethods = false)
@Import({DeliveryController.class, DeliveryDeskConfiguration.class})
class TraceConfiguration {
    @Bean
    Traces traces(Deliveries deliveries, Residents residents, Database database) {
        var taken = new SqlTakenDirectives(database);
        return new Traces(deliveries, residents, (directive, revision) -> taken.find(new Revision(directive, revision)));
    }
}
