package loa.publisher;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Import;

import loa.api.ApiConfiguration;

/** The desk as a service of its own. Its configuration is {@code publisher.yml}. */
@SpringBootApplication
@Import(ApiConfiguration.class)
public class PublisherApplication {
    /** Runs until it is stopped. */
    public static void main(String[] args) {
        new SpringApplicationBuilder(PublisherApplication.class).properties("spring.config.name=publisher").run(args);
    }
}
