package loa.api;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

import loa.api.access.ApiSecurity;
import loa.api.access.Caller;
import loa.api.access.CallerDirectory;
import loa.api.access.KeyText;
import loa.contract.AreaCode;
import loa.contract.Role;

/** What a service looks like from here. */
@SpringBootApplication(scanBasePackageClasses = SampleController.class, exclude = UserDetailsServiceAutoConfiguration.class)
@Import(ApiConfiguration.class)
public class SampleApplication {
    /** Opens everything. */
    public static final KeyText KEY = KeyText.next(KeyText.Kind.LOA, new SecureRandom());
    /** Opens what an operator of one commune may. */
    public static final KeyText OPERATOR_KEY = KeyText.next(KeyText.Kind.LOA, new SecureRandom());

    @Bean
    CallerDirectory callers() {
        var all = new Caller("everyone", "Everyone", Set.of(Role.ADMINISTRATOR, Role.DRAFTER, Role.APPROVER), null);
        var operator = new Caller("operator", "Operator", Set.of(Role.OPERATOR), new AreaCode("99001"));
        return hash -> hash.equals(KEY.hash())
                ? Optional.of(all)
                : hash.equals(OPERATOR_KEY.hash()) ? Optional.of(operator) : Optional.empty();
    }

    @Bean
    SecurityFilterChain security(HttpSecurity http, ApiSecurity api, CallerDirectory callers) {
        return api.bearer(http, callers, "/open/**").build();
    }
}
