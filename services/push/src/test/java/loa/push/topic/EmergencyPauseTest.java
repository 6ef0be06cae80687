package loa.push.topic;

import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import loa.push.Directives;

import static org.assertj.core.api.Assertions.assertThat;

class EmergencyPauseTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Instant time = Directives.NOW.toInstant();
    private final EmergencyPause pause = new EmergencyPause(meters, () -> time);

    @Test
    void nothingWaitsWhileNoEmergencyGoesOut() {
        gauge("loa.delivery.in.flight", "routine").set(500);
        gauge("loa.delivery.in.flight", "emergency");

        assertThat(pause.holds()).isFalse();
    }

    @Test
    void whatIsPlannedAndWhatIsInFlightIsWaitedForWithAnEcho() {
        AtomicInteger planned = gauge("loa.delivery.lag", "emergency");
        planned.set(20);
        assertThat(pause.holds()).isTrue();
        planned.set(0);
        gauge("loa.delivery.in.flight", "emergency").set(1);
        assertThat(after(2)).isTrue();
    }

    @Test
    void thePauseEndsAFewSecondsAfterTheLastSend() {
        AtomicInteger inFlight = gauge("loa.delivery.in.flight", "emergency");
        inFlight.set(300);
        assertThat(pause.holds()).isTrue();
        inFlight.set(0);
        assertThat(after(3)).isTrue();
        assertThat(after(1)).isFalse();
    }

    @Test
    void nobodyWaitsLongerThanAMinuteAtAStretch() {
        AtomicInteger inFlight = gauge("loa.delivery.in.flight", "emergency");
        inFlight.set(300);
        for (int second = 0; second < 60; second++) {
            assertThat(pause.holds()).isTrue();
            time = time.plusSeconds(1);
        }
        assertThat(pause.holds()).isFalse();

        inFlight.set(0);
        assertThat(after(10)).isFalse();
        inFlight.set(1);
        assertThat(pause.holds()).isTrue();
    }

    private boolean after(int seconds) {
        time = time.plusSeconds(seconds);
        return pause.holds();
    }

    private AtomicInteger gauge(String name, String lane) {
        AtomicInteger value = new AtomicInteger();
        return Objects.requireNonNull(meters.gauge(name, Tags.of("channel", "sms", "lane", lane), value));
    }
}
