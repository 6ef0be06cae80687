package loa.delivery.pace;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BackOffTest {
    private final BackOff backOff = new BackOff(Duration.ofSeconds(2), Duration.ofMinutes(5));
    private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);

    @Test
    void eachPauseLiesInTheLaterHalfOfItsDoubling() {
        for (int attempt = 1; attempt < 200; attempt++) {
            Duration full = attempt > 8 ? Duration.ofMinutes(5) : Duration.ofSeconds(1L << attempt);
            Duration most = full.compareTo(Duration.ofMinutes(5)) > 0 ? Duration.ofMinutes(5) : full;

            assertThat(backOff.pause(attempt, null, random)).isBetween(most.dividedBy(2), most);
        }
    }

    @Test
    void whatTheProviderAsksForIsNotUndercut() {
        assertThat(backOff.pause(1, Duration.ofMinutes(10), random)).isGreaterThanOrEqualTo(Duration.ofMinutes(10));
        assertThat(backOff.pause(8, Duration.ofMillis(1), random)).isGreaterThanOrEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void whatTheProviderAsksForIsBounded() {
        assertThat(backOff.pause(1, Duration.ofDays(11), random)).isBetween(Duration.ofMinutes(10), Duration.ofMinutes(11));
    }

    @Test
    void nothingIsTriedAgainAfterTheEnd() {
        Instant now = Instant.parse("2026-11-22T07:00:00Z");
        Instant expires = now.plusSeconds(30);

        assertThat(backOff.next(now, 1, Duration.ofHours(1), expires, random)).isEqualTo(expires);
    }
}
