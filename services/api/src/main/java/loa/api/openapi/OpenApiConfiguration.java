package loa.api.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;

import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Says in the OpenAPI document what holds for every operation. */
@Configuration(proxyBeanMethods = false)
public class OpenApiConfiguration {
    private static final String KEY = "key";

    @Bean
    OpenAPI openApi(@Value("${spring.application.name:loa}") String name) {
        var key = new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer").bearerFormat("loa_…")
                .description("A person's or a program's API key.");
        return new OpenAPI()
                .info(new Info().title("Loa " + name).version("1")
                        .description("Faults are application/problem+json; times carry an offset; unknown fields are refused."))
                .components(new Components().addSecuritySchemes(KEY, key)).addSecurityItem(new SecurityRequirement().addList(KEY));
    }

    @Bean
    GlobalOperationCustomizer argumentsOfLoa() {
        return new ArgumentsOfLoa();
    }
}
