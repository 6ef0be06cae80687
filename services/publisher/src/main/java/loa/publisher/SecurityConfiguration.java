package loa.publisher;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.SimpleUrlAuthenticationFailureHandler;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

import loa.api.access.ApiSecurity;
import loa.api.access.CallerDirectory;
import loa.publisher.people.SignInBusyException;

/** Who comes in: programs by key, people by form. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
    /** Paths of the public that a later version serves: until then nobody finds anything there, and nobody is asked to sign in. */
    private static final String[] NOT_YET = {"/alerts/**", "/alerts.atom", "/check/**"};
    /** No inline script, no inline style, nothing from elsewhere, in nobody's frame. */
    private static final String CONTENT_POLICY = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none';"
            + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    @Bean
    @Order(1)
    SecurityFilterChain securityOfPrograms(HttpSecurity http, ApiSecurity api, CallerDirectory callers) {
        http.securityMatcher("/api/**", "/v3/api-docs/**", "/v3/api-docs.yaml", "/actuator/**");
        return api.bearer(http, callers).build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain securityOfPeople(HttpSecurity http, AuthenticationProvider passwords) {
        return http.authenticationProvider(passwords)
                .authorizeHttpRequests(c -> c
                        .dispatcherTypeMatchers(jakarta.servlet.DispatcherType.ASYNC, jakarta.servlet.DispatcherType.ERROR).permitAll()
                        .requestMatchers("/error", "/favicon.ico", "/console/**", "/webjars/**", "/language", "/sign-in").permitAll()
                        .requestMatchers(NOT_YET).permitAll().anyRequest().authenticated())
                .formLogin(c -> c.loginPage("/sign-in").usernameParameter("name").passwordParameter("password")
                        .defaultSuccessUrl("/directives").failureHandler(failures()).permitAll())
                .logout(c -> c.logoutUrl("/sign-out").logoutSuccessUrl("/sign-in?signed-out"))
                .headers(c -> c.contentSecurityPolicy(p -> p.policyDirectives(CONTENT_POLICY))
                        .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
                        .referrerPolicy(p -> p.policy(ReferrerPolicy.SAME_ORIGIN)))
                .build();
    }

    private static AuthenticationFailureHandler failures() {
        var refused = new SimpleUrlAuthenticationFailureHandler("/sign-in?fault");
        var busy = new SimpleUrlAuthenticationFailureHandler("/sign-in?busy");
        return (request, response, e) -> (e instanceof SignInBusyException ? busy : refused).onAuthenticationFailure(request, response, e);
    }
}
