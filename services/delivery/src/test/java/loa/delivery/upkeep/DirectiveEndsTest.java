package loa.delivery.upkeep;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import loa.delivery.ledger.Endings;

import static org.assertj.core.api.Assertions.assertThat;

class DirectiveEndsTest {
    private final List<Instant> since = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-22T07:00:00Z");
    private boolean isOurs = true;
    private final DirectiveEnds ends = new DirectiveEnds(name -> isOurs, new Asked(), () -> now);

    private final class Asked implements Endings {
        @Override
        public int expire(Instant from, Instant at, int limit) {
            since.add(from);
            return 0;
        }

        @Override
        public int cancel(Instant from, Instant at, int limit) {
            return 0;
        }
    }

    @Test
    void theFirstRoundEndsWhateverIsOver() {
        ends.step();

        assertThat(since).containsExactly(Instant.EPOCH);
    }

    @Test
    void whatEndedWhileTheProcessSleptIsEnded() {
        ends.step();
        Instant before = now;
        now = now.plus(Duration.ofHours(1));
        ends.step();

        assertThat(since.getLast()).isBefore(before);
    }

    @Test
    void aClockThatIsSetBackHidesNothing() {
        ends.step();
        now = now.minus(Duration.ofHours(1));
        ends.step();

        assertThat(since.getLast()).isBefore(now);
    }

    @Test
    void whoeverTakesTheDutyOverEndsWhateverIsOver() {
        ends.step();
        isOurs = false;
        ends.step();
        isOurs = true;
        ends.step();

        assertThat(since).containsExactly(Instant.EPOCH, Instant.EPOCH);
    }
}
