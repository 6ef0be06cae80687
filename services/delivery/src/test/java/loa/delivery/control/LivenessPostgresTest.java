package loa.delivery.control;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import loa.delivery.clock.Clocks;
import loa.delivery.support.TestSchema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class LivenessPostgresTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final TestSchema schema = new TestSchema();
    private final List<Integer> buried = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        schema.close();
    }

    @Test
    void aNumberThatWasFoundDeadStaysDeadAlsoWhenTheDatabaseStillBelievesInIt() {
        Liveness liveness = liveness(Duration.ofMillis(200));
        int number = liveness.number();
        await().until(() -> !liveness.mayAct(number));
        schema.change("update engine_instance set alive_until = clock_timestamp() + interval '1 hour'");

        liveness.beat();

        assertThat(liveness.mayAct(number)).isFalse();
        assertThat(liveness.number()).isNotEqualTo(number);
        assertThat(liveness.mayAct(liveness.number())).isTrue();
        assertThat(buried).containsExactly(number);
    }

    @Test
    void aNumberThatTheDatabaseHasGivenUpIsReplaced() {
        Liveness liveness = liveness(HOUR);
        int number = liveness.number();
        schema.change("update engine_instance set alive_until = clock_timestamp() - interval '1 second'");

        liveness.beat();

        assertThat(liveness.mayAct(number)).isFalse();
        assertThat(buried).containsExactly(number);
    }

    @Test
    void aHeartbeatInTimeKeepsTheNumber() {
        Liveness liveness = liveness(HOUR);
        int number = liveness.number();

        liveness.beat();

        assertThat(liveness.mayAct(number)).isTrue();
        assertThat(buried).isEmpty();
    }

    @Test
    void whoGivesUpNeverActsAgain() {
        Liveness liveness = liveness(HOUR);

        liveness.giveUp();
        liveness.beat();

        assertThat(liveness.mayAct(liveness.number())).isFalse();
    }

    @Test
    void aNewcomerTakesNoPartOfTheRateForOneLease() {
        Liveness first = liveness(HOUR);
        Liveness second = liveness(Duration.ofMillis(500));

        assertThat(first.sharers()).isEqualTo(1);
        assertThat(second.sharers()).isZero();
        first.beat();
        assertThat(first.sharers()).isEqualTo(2);
        await().pollInterval(Duration.ofMillis(100)).until(() -> {
            second.beat();
            return second.sharers() == 2;
        });
    }

    private Liveness liveness(Duration lease) {
        return new Liveness(new SqlInstances(schema.database()), "test", lease, Clocks.by(Clock.systemUTC()), buried::add);
    }
}
