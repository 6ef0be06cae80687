package loa.publisher.people;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.crypto.password.PasswordEncoder;

import loa.api.access.CallerAuthentication;

/**
 * Signs in by name and password. Wrong name, wrong password and locked account are told apart neither by words nor by time. From the
 * fifth wrong password in a row the account is locked: a minute, then twice as long each time, an hour at most.
 */
final class PasswordSignIn implements AuthenticationProvider {
    static final int FREE_FAILURES = 5;
    private static final Duration FIRST_LOCK = Duration.ofMinutes(1);
    private static final Duration LONGEST_LOCK = Duration.ofHours(1);
    private static final int LONGEST_PASSWORD = 200;
    private static final Logger log = LoggerFactory.getLogger(PasswordSignIn.class);

    private final PersonStore store;
    private final PasswordEncoder passwords;
    private final Clock clock;
    private final String nobodysHash;

    PasswordSignIn(PersonStore store, PasswordEncoder passwords, Clock clock) {
        this.store = store;
        this.passwords = passwords;
        this.clock = clock;
        this.nobodysHash = passwords.encode("nobody has this password");
    }

    @Override
    public Authentication authenticate(Authentication asked) {
        String password = String.valueOf(asked.getCredentials());
        Optional<Person> found = store.byName(asked.getName());
        // Hashed in any case, so that the time does not tell whether the name exists.
        boolean matches = password.length() <= LONGEST_PASSWORD
                && passwords.matches(password, found.map(Person::passwordHash).orElse(nobodysHash));
        OffsetDateTime now = OffsetDateTime.now(clock);
        Person person = found.filter(p -> !p.isLocked(now)).orElseThrow(PasswordSignIn::refused);
        if (!matches) {
            noteFailure(person, now);
            throw refused();
        }
        if (person.failures() > 0) {
            store.unlock(person.id());
        }
        return new CallerAuthentication(person.caller());
    }

    private void noteFailure(Person person, OffsetDateTime now) {
        int failures = store.countFailure(person.id());
        boolean locked = failures >= FREE_FAILURES;
        if (locked) {
            store.lock(person.id(), now.plus(lock(failures)));
        }
        log.atWarn().addKeyValue("holder", person.id()).addKeyValue("failures", failures).addKeyValue("locked", locked)
                .log("A wrong password was given.");
    }

    static Duration lock(int failures) {
        Duration doubled = FIRST_LOCK.multipliedBy(1L << Math.min(10, failures - FREE_FAILURES));
        return doubled.compareTo(LONGEST_LOCK) > 0 ? LONGEST_LOCK : doubled;
    }

    private static BadCredentialsException refused() {
        return new BadCredentialsException("Name or password is wrong, or the account is locked.");
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
