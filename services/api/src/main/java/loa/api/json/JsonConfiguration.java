package loa.api.json;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

import loa.contract.LoaJson;

/**
 * JSON of a service's controllers. The actuator has a mapper of its own, and springdoc writes its documents itself, with Jackson 2.
 * A service that reads the JSON of another with a {@code RestClient} gives it {@link LoaJson#mapper()}.
 */
@Configuration(proxyBeanMethods = false)
public class JsonConfiguration {
    @Bean
    JsonMapper jsonMapper() {
        return LoaJson.strictMapper();
    }

    @Bean
    WebMvcConfigurer strictJson(JsonMapper mapper) {
        return new WebMvcConfigurer() {
            @Override
            public void configureMessageConverters(HttpMessageConverters.ServerBuilder builder) {
                builder.withJsonConverter(new StrictJsonConverter(mapper));
            }
        };
    }
}
