package loa.delivery.lane;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import loa.contract.BulletinClass;
import loa.delivery.ledger.DeliveryState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class LaneMetersPostgresTest {
    private static final int REAL = 3;
    private static final int EXERCISE = 8;

    private final LaneFixture lane = new LaneFixture(Duration.ofSeconds(30));

    @AfterEach
    void close() {
        lane.close();
    }

    @Test
    void anExerciseIsCountedApartAtEachStepAndTheRelationsHoldForBoth() throws InterruptedException {
        carryOut(false, REAL);
        carryOut(true, EXERCISE);

        for (boolean exercise : List.of(false, true)) {
            long sent = exercise ? EXERCISE : REAL;
            assertThat(count("loa.delivery.granted", exercise)).isEqualTo(sent);
            assertThat(count("loa.delivery.barred", exercise)).isZero();
            assertThat(lane.registry.get("loa.delivery.attempt").tags("lane", LaneFixture.LANE.code(), "exercise", "" + exercise).timer()
                    .count()).isEqualTo(sent);
            assertThat(settled(exercise, DeliveryState.ACCEPTED)).isEqualTo(sent);
            assertThat(Arrays.stream(DeliveryState.values()).mapToLong(state -> settled(exercise, state)).sum()).isEqualTo(sent);
        }
    }

    @Test
    void everyMeterOfDeliveriesIsThereBeforeTheFirstOne() {
        var registry = new SimpleMeterRegistry();
        assertThat(new LaneMeters(registry, "sms")).isNotNull();
        int kinds = BulletinClass.values().length * 2;

        List<Meter> ofDeliveries = registry.getMeters().stream().filter(m -> !m.getId().getName().equals("loa.delivery.settle")).toList();

        assertThat(ofDeliveries).allSatisfy(meter -> assertThat(meter.getId().getTag("exercise")).isIn("true", "false"));
        assertThat(ofDeliveries).hasSize(kinds * (4 + DeliveryState.values().length));
    }

    private void carryOut(boolean exercise, int recipients) throws InterruptedException {
        lane.channel.with(recipients - lane.channel.recipients().size(), LaneFixture.EAST);
        lane.hand(lane.directive(exercise));
        lane.controls.refresh();
        lane.claimer.step();
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            lane.controls.refresh(); // what is known of cancels and halts holds for two seconds
            lane.exit.dispatcher().step();
            lane.settler.step();
            return settled(exercise, DeliveryState.ACCEPTED) == recipients;
        });
    }

    private long settled(boolean exercise, DeliveryState state) {
        return (long) lane.registry.get("loa.delivery.settled")
                .tags("lane", LaneFixture.LANE.code(), "exercise", "" + exercise, "state", state.code()).counter().count();
    }

    private long count(String name, boolean exercise) {
        return (long) lane.registry.get(name).tags("lane", LaneFixture.LANE.code(), "exercise", "" + exercise).counter().count();
    }
}
