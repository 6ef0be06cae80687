package loa.api.listing;

import java.util.List;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Offers {@link PageRequest} to controllers. */
@Configuration(proxyBeanMethods = false)
public class ListingConfiguration {
    @Bean
    WebMvcConfigurer pageArguments() {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new PageRequestArgumentResolver());
            }
        };
    }
}
