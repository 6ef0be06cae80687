package loa.publisher.people;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

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
 * fifth wrong password in a row the account is locked: a minute, then twice as long each time, an hour at most; PostgreSQL counts and
 * locks in one statement, so guesses side by side have no more tries than guesses in a row. A hash takes 16 MiB and a core for a while,
 * so two are made at once; who does not get his turn in time is told to try again.
 */
final class PasswordSignIn implements AuthenticationProvider {
    static final int FREE_FAILURES = 5;
    static final Duration FIRST_LOCK = Duration.ofMinutes(1);
    static final Duration LONGEST_LOCK = Duration.ofHours(1);
    private static final int AT_ONCE = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int LONGEST_PASSWORD = 200;
    private static final Logger log = LoggerFactory.getLogger(PasswordSignIn.class);

    private final PersonStore store;
    private final PasswordEncoder passwords;
    private final Clock clock;
    private final String nobodysHash;
    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    PasswordSignIn(PersonStore store, PasswordEncoder passwords, Clock clock) {
        this.store = store;
        this.passwords = passwords;
        this.clock = clock;
        this.nobodysHash = passwords.encode("nobody has this password");
    }

    @Override
    public Authentication authenticate(Authentication asked) {
        takeTurn();
        try {
            return check(asked.getName(), String.valueOf(asked.getCredentials()));
        } finally {
            turns.release();
        }
    }

    private void takeTurn() {
        try {
            if (!turns.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new SignInBusyException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SignInBusyException();
        }
    }

    private Authentication check(String name, String password) {
        // PostgreSQL keeps no control characters, so nobody has them in his name.
        Optional<Person> found = name.chars().anyMatch(Character::isISOControl) ? Optional.empty() : store.byName(name);
        // Hashed in any case, so that the time does not tell whether the name exists.
        boolean matches = password.length() <= LONGEST_PASSWORD
                && passwords.matches(password, found.map(Person::passwordHash).orElse(nobodysHash));
        OffsetDateTime now = OffsetDateTime.now(clock);
        Person person = found.filter(p -> !p.isLocked(now)).orElseThrow(PasswordSignIn::refused);
        if (!matches) {
            noteFailure(person, now);
            throw refused();
        }
        if (!store.noteSuccess(person.id(), now)) {
            throw refused(); // Locked while the password was hashed.
        }
        return new CallerAuthentication(person.caller());
    }

    private void noteFailure(Person person, OffsetDateTime now) {
        int failures = store.noteFailure(person.id(), now);
        log.atWarn().addKeyValue("holder", person.id()).addKeyValue("failures", failures).addKeyValue("locked", failures >= FREE_FAILURES)
                .log("A wrong password was given.");
    }

    private static BadCredentialsException refused() {
        return new BadCredentialsException("Name or password is wrong, or the account is locked.");
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
