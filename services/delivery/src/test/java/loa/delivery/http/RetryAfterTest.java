package loa.delivery.http;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-11-22T07:00:00Z");

    @Test
    void itIsSecondsOrADateThatIsNeverBehindUs() {
        assertThat(RetryAfter.read("90", NOW)).contains(Duration.ofSeconds(90));
        assertThat(RetryAfter.read(" 0 ", NOW)).contains(Duration.ZERO);
        assertThat(RetryAfter.read("Sun, 22 Nov 2026 07:02:00 GMT", NOW)).contains(Duration.ofMinutes(2));
        assertThat(RetryAfter.read("Sun, 22 Nov 2026 06:02:00 GMT", NOW)).contains(Duration.ZERO);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "soon", "-3", "1.5", "99999999999"})
    void whatCannotBeReadIsNoWish(@Nullable String value) {
        assertThat(RetryAfter.read(value, NOW)).isEmpty();
    }
}
