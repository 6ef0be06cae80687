package loa.sms;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.annotation.Import;

import loa.api.ApiConfiguration;
import loa.delivery.boot.DeliveryConfiguration;
import loa.delivery.desk.DeskConfiguration;

/** SMS: phone subscriptions, Twilio, receipts. Runs alone, or as one of the contexts of standalone. */
@SpringBootApplication(exclude = UserDetailsServiceAutoConfiguration.class)
@Import({ApiConfiguration.class, DeskConfiguration.class, DeliveryConfiguration.class})
public class SmsApplication {
    /** Starts the service alone, configured by {@code sms.yml} and the environment. */
    public static void main(String[] arguments) {
        new SpringApplicationBuilder(SmsApplication.class).properties("spring.config.name=sms").run(arguments);
    }
}
