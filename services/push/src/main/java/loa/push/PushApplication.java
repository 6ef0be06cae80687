package loa.push;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.annotation.Import;

import loa.api.ApiConfiguration;
import loa.delivery.boot.DeliveryConfiguration;
import loa.delivery.boot.DeliveryDeskConfiguration;
import loa.delivery.boot.DeliveryListController;
import loa.delivery.desk.DeskConfiguration;

/** Push: devices, and FCM by topic and by token. Runs alone, or as one of the contexts of standalone. */
@SpringBootApplication(exclude = UserDetailsServiceAutoConfiguration.class)
@Import({ApiConfiguration.class, DeskConfiguration.class, DeliveryConfiguration.class, DeliveryDeskConfiguration.class,
        DeliveryListController.class})
public class PushApplication {
    /** Starts the service alone, configured by {@code push.yml} and the environment. */
    public static void main(String[] arguments) {
        new SpringApplicationBuilder(PushApplication.class).properties("spring.config.name=push").run(arguments);
    }
}
