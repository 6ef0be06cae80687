package loa.api.access;

import java.util.List;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import loa.api.idempotency.Fingerprints;
import loa.api.idempotency.IdempotencyFilter;
import loa.api.idempotency.IdempotencyStore;
import loa.api.problem.ProblemWriter;

/** Offers {@link ApiSecurity} to the service's chain and {@link Caller} to its controllers. */
@Configuration(proxyBeanMethods = false)
public class AccessConfiguration {
    @Bean
    ApiSecurity apiSecurity(ProblemWriter problems, IdempotencyStore idempotency, Fingerprints fingerprints) {
        return new ApiSecurity(problems, new IdempotencyFilter(idempotency, fingerprints, problems));
    }

    @Bean
    WebMvcConfigurer callerArguments() {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new CallerArgumentResolver());
            }
        };
    }
}
