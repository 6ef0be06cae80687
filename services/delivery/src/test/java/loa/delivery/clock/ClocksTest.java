package loa.delivery.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import loa.delivery.control.ControlState;
import loa.delivery.control.Hearing;
import loa.delivery.control.Instances;
import loa.delivery.control.Liveness;
import loa.delivery.control.Restraints;

import static org.assertj.core.api.Assertions.assertThat;

/** Two clocks that are driven by hand: each may stand still, or be set, while the other goes on. */
class ClocksTest {
    private static final Duration LEASE = Duration.ofSeconds(5);
    private static final Duration SLEEP = Duration.ofMinutes(3);

    private Instant wall = Instant.parse("2026-11-22T07:00:00Z");
    private long nanos = Long.MAX_VALUE - 1_000;
    private final Clocks clocks = new Clocks(() -> wall, () -> nanos);

    private void passes(Duration time) {
        wall = wall.plus(time);
        nanos += time.toNanos();
    }

    @Test
    void whatTheMachineSleptThroughHasPassed() {
        long begun = clocks.count();
        passes(Duration.ofSeconds(1));
        wall = wall.plus(SLEEP);

        assertThat(clocks.since(begun)).isEqualTo(SLEEP.plusSeconds(1));
        passes(Duration.ofSeconds(1));
        assertThat(clocks.since(begun)).as("counted once").isEqualTo(SLEEP.plusSeconds(2));
    }

    @Test
    void aClockThatIsSetBackChangesNothingNorHidesASleep() {
        long begun = clocks.count();
        wall = wall.minus(Duration.ofHours(1));
        passes(Duration.ofSeconds(1));

        assertThat(clocks.since(begun)).isEqualTo(Duration.ofSeconds(1));
        wall = wall.plus(SLEEP);
        assertThat(clocks.since(begun)).isEqualTo(SLEEP.plusSeconds(1));
    }

    @Test
    void aTimeOfDayThatIsToldInStepsIsNoSleep() {
        long begun = clocks.count();
        for (int i = 0; i < 1_000; i++) {
            nanos += 5_000_000;
            if (i % 10 == 9) {
                wall = wall.plusMillis(50);
            }
            long unused = clocks.count();
        }

        assertThat(clocks.since(begun)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void whoWakesFromASleepOfTheMachineMaySendNothing() {
        List<Integer> buried = new ArrayList<>();
        var liveness = new Liveness(new Alone(), "test", LEASE, clocks, buried::add);
        var hearing = new Hearing(clocks);
        var controls = new ControlState(_ -> new Restraints.Snapshot(Map.of(), Set.of()), clocks);
        hearing.heard(clocks.count());
        controls.refresh();
        int number = liveness.number();
        assertThat(List.of(liveness.mayAct(number), hearing.isFresh(), controls.isFresh())).containsOnly(true);

        wall = wall.plus(SLEEP);

        assertThat(List.of(liveness.mayAct(number), hearing.isFresh(), controls.isFresh())).containsOnly(false);
        liveness.beat();
        assertThat(buried).containsExactly(number);
        assertThat(liveness.mayAct(liveness.number())).as("goes on under another number").isTrue();
    }

    private static final class Alone implements Instances {
        private int numbers;

        @Override
        public int register(String id, Duration lease) {
            return ++numbers;
        }

        @Override
        public boolean renew(int number, Duration lease) {
            return true;
        }

        @Override
        public int alive() {
            return 1;
        }
    }
}
