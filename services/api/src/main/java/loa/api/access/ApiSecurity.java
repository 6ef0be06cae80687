package loa.api.access;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;

import loa.api.problem.Problem;
import loa.api.problem.ProblemException;
import loa.api.problem.ProblemKind;
import loa.api.problem.ProblemWriter;
import loa.api.problem.Wording;

/** The security of an HTTP interface for programs: keys and nothing else, no session, no cookie, therefore no CSRF. */
public final class ApiSecurity {
    private static final String[] OPEN = {"/actuator/health", "/actuator/health/**", "/actuator/prometheus", "/v3/api-docs",
            "/v3/api-docs/**", "/v3/api-docs.yaml", "/error"};

    private final ProblemWriter problems;
    private final Filter idempotency;

    ApiSecurity(ProblemWriter problems, Filter idempotency) {
        this.problems = problems;
        this.idempotency = idempotency;
    }

    /**
     * Sets up a chain in which every request needs a key, health, metrics and the OpenAPI document excepted. A service that has other
     * callers too adds its own filters after this, before {@link AuthorizationFilter}.
     *
     * @param open further path patterns that need no key at this door
     * @return the same {@code http}, for what the service adds before it builds it
     */
    public HttpSecurity bearer(HttpSecurity http, CallerDirectory callers, String... open) {
        return http.csrf(AbstractHttpConfigurer::disable).formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable).logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(c -> c.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .securityContext(c -> c.securityContextRepository(new RequestAttributeSecurityContextRepository()))
                .headers(Customizer.withDefaults()).exceptionHandling(this::answerWithProblems)
                .authorizeHttpRequests(c -> c.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR).permitAll()
                        .requestMatchers(HttpMethod.GET, OPEN).permitAll().requestMatchers(open).permitAll().anyRequest().authenticated())
                .addFilterBefore(new BearerFilter(callers, problems), UsernamePasswordAuthenticationFilter.class)
                .addFilterAfter(idempotency, AuthorizationFilter.class);
    }

    private void answerWithProblems(
            org.springframework.security.config.annotation.web.configurers.ExceptionHandlingConfigurer<HttpSecurity> handling) {
        handling.authenticationEntryPoint((request, response, _) -> problems.write(request, response, unauthenticated()))
                .accessDeniedHandler((request, response, _) -> problems.write(request, response,
                        Problem.of(ProblemKind.FORBIDDEN, Wording.of("Không có quyền thực hiện việc này.", "This is not allowed."))));
    }

    private static Problem unauthenticated() {
        return ProblemException.unauthenticated(
                Wording.of("Cần khóa: Authorization: Bearer <khóa>.", "A key is needed: Authorization: Bearer <key>.")).problem();
    }
}
