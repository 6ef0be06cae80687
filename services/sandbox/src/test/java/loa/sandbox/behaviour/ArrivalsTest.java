package loa.sandbox.behaviour;

import java.time.Instant;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ArrivalsTest {

    private static final Instant START = Instant.parse("2026-11-22T07:00:00Z");

    private Instant now = START;
    private final Arrivals arrivals = new Arrivals(() -> now);

    @Test
    void theFullestSecondIsFoundWhereverItBegins() {
        for (int millis : new int[]{0, 600, 900, 1_100, 1_599, 1_600, 2_700}) {
            cameAfter(millis);
        }
        Arrivals.Stretch all = arrivals.between(null, null);
        assertThat(all.requests()).isEqualTo(7);
        assertThat(all.mostInASecond()).isEqualTo(4);
        assertThat(all.longestPauseMs()).isEqualTo(1_100);
        assertThat(all.last()).isEqualTo(START.plusMillis(2_700));
    }

    @Test
    void aPauseThatReachesABoundCounts() {
        cameAfter(100);
        cameAfter(200);
        Arrivals.Stretch stretch = arrivals.between(START, START.plusMillis(5_000));
        assertThat(stretch.longestPauseMs()).isEqualTo(4_800);
        assertThat(arrivals.between(START.plusMillis(150), null).requests()).isEqualTo(1);
        assertThat(arrivals.between(START.plusMillis(300), START.plusMillis(900)))
                .isEqualTo(new Arrivals.Stretch(0, 0, 600, null, null));
    }

    private void cameAfter(int millis) {
        now = START.plusMillis(millis);
        arrivals.came();
    }
}
