package loa.loudspeaker;

import java.nio.file.Path;
import java.time.Clock;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

import loa.api.access.ApiSecurity;
import loa.api.access.CallerDirectory;
import loa.api.problem.ProblemWriter;
import loa.contract.KeyDirectory;
import loa.contract.SigningKey;
import loa.loudspeaker.station.StationKeyFilter;
import loa.loudspeaker.station.StationKeys;
import loa.loudspeaker.station.VerificationKey;

/** What the whole service leans on: the clock, the keys, the door. */
@Configuration(proxyBeanMethods = false)
class LoudspeakerConfiguration {
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    KeyDirectory keyDirectory(@Value("${loa.keys-dir}") Path directory) {
        return new KeyDirectory(directory);
    }

    @Bean
    SigningKey signingKey(KeyDirectory keys, @Value("${loa.signing.key-id}") String id) {
        return keys.signingKey(id);
    }

    @Bean
    VerificationKey verificationKey(KeyDirectory keys, @Value("${loa.signing.key-id}") String id) {
        return new VerificationKey(id, keys.ring().publicKey(id));
    }

    @Bean
    SecurityFilterChain doors(HttpSecurity http, ApiSecurity security, CallerDirectory callers, StationKeys stations,
            ProblemWriter problems) {
        return security.bearer(http, callers, "/api/v1/clips/**").addFilterBefore(new StationKeyFilter(stations, problems),
                AuthorizationFilter.class).build();
    }
}
