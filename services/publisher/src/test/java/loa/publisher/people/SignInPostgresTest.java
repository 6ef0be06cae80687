package loa.publisher.people;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.crypto.password.PasswordEncoder;

import loa.contract.Ids;
import loa.contract.Role;
import loa.publisher.Tables;

import static org.assertj.core.api.Assertions.assertThat;

class SignInPostgresTest {
    private final Tables tables = Tables.fresh();
    private final PersonStore store = new PersonStore(tables.jdbc());
    private final Tables.HandClock clock = new Tables.HandClock("2026-11-22T07:00:00Z");
    private final Plain passwords = new Plain();
    private final Person person = new Person(Ids.next(), "drafter", "right", Set.of(Role.DRAFTER), null, 0, null);

    @BeforeEach
    void store() {
        store.insert(person, OffsetDateTime.now(clock));
    }

    /** Passwords as they are, counting how many are looked at side by side. */
    private static class Plain implements PasswordEncoder {
        private final AtomicInteger now = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();

        @Override
        public String encode(@Nullable CharSequence password) {
            return String.valueOf(password);
        }

        @Override
        public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            Thread.yield();
            now.decrementAndGet();
            return String.valueOf(hash).contentEquals(String.valueOf(password));
        }
    }

    private boolean signsIn(PasswordSignIn signIn, String password) {
        try {
            return signIn.authenticate(new UsernamePasswordAuthenticationToken("drafter", password)).isAuthenticated();
        } catch (AuthenticationException e) {
            return false;
        }
    }

    @ParameterizedTest
    @CsvSource({"4, 0", "5, 1", "6, 2", "10, 32", "11, 60", "40, 60"})
    void eachFurtherFailureLocksTwiceAsLong(int failures, int minutes) {
        OffsetDateTime now = OffsetDateTime.now(clock);
        IntStream.range(0, failures).forEach(_ -> store.noteFailure(person.id(), now));
        OffsetDateTime until = store.byName("drafter").orElseThrow().lockedUntil();
        assertThat(until == null ? Duration.ZERO : Duration.between(now, until)).isEqualTo(Duration.ofMinutes(minutes));
    }

    @Test
    void guessesSideBySideHaveNoMoreTriesThanGuessesInARow() throws Exception {
        var signIn = new PasswordSignIn(store, passwords, clock);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.invokeAll(IntStream.range(0, 50).<Callable<Boolean>>mapToObj(_ -> () -> signsIn(signIn, "wrong")).toList());
        }
        assertThat(store.byName("drafter").orElseThrow().failures()).isBetween(5, 6);
        assertThat(passwords.most).hasValueLessThanOrEqualTo(2);
        assertThat(signsIn(signIn, "right")).isFalse();
        clock.advance(3_600);
        assertThat(signsIn(signIn, "right")).isTrue();
    }

    @Test
    void whoIsLockedWhileHisPasswordIsHashedDoesNotComeIn() {
        var late = new PasswordSignIn(store, new Plain() {
            @Override
            public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
                IntStream.range(0, 5).forEach(_ -> store.noteFailure(person.id(), OffsetDateTime.now(clock)));
                return true;
            }
        }, clock);
        assertThat(signsIn(late, "right")).isFalse();
    }

    @Test
    void aNameWithControlCharactersIsNobodys() {
        var signIn = new PasswordSignIn(store, passwords, clock);
        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                () -> signIn.authenticate(new UsernamePasswordAuthenticationToken("a\u0000", "x"))))
                .isInstanceOf(org.springframework.security.authentication.BadCredentialsException.class);
    }
}
