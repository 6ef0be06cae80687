package loa.delivery.pace;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;

import org.junit.jupiter.api.Test;

import loa.contract.BulletinClass;

import static loa.contract.BulletinClass.EMERGENCY;
import static loa.contract.BulletinClass.PRIORITY;
import static loa.contract.BulletinClass.ROUTINE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Whose turn it is. */
class PacerTest extends PacerFixture {
    @Test
    void emergencyComesBeforePriorityBeforeRoutine() {
        Pacer pacer = pacer(100, 10, 0);

        assertThat(pacer.ask(ALL)).isEqualTo(new Pacer.Answer.Granted(EMERGENCY, Pacer.NO_PROBE));
        assertThat(pacer.ask(EnumSet.of(PRIORITY, ROUTINE))).isEqualTo(new Pacer.Answer.Granted(PRIORITY, Pacer.NO_PROBE));
        assertThat(pacer.ask(EnumSet.of(ROUTINE))).isEqualTo(new Pacer.Answer.Granted(ROUTINE, Pacer.NO_PROBE));
    }

    @Test
    void lowerLanesNeverHoldTheReservedSlots() {
        Pacer pacer = pacer(10, 3, 0);

        for (int i = 0; i < 7; i++) {
            assertThat(pacer.ask(EnumSet.of(PRIORITY, ROUTINE))).isInstanceOf(Pacer.Answer.Granted.class);
        }

        assertThat(pacer.ask(EnumSet.of(PRIORITY, ROUTINE))).isEqualTo(new Pacer.Answer.Full());
        for (int i = 0; i < 3; i++) {
            assertThat(pacer.ask(ALL)).isEqualTo(new Pacer.Answer.Granted(EMERGENCY, Pacer.NO_PROBE));
        }
        assertThat(pacer.ask(ALL)).isEqualTo(new Pacer.Answer.Full());
    }

    @Test
    void aFreedSlotGoesToTheEmergency() {
        Pacer pacer = pacer(4, 1, 0);
        pacer.ask(EnumSet.of(ROUTINE));
        pacer.ask(EnumSet.of(ROUTINE));
        pacer.ask(EnumSet.of(ROUTINE));
        pacer.ask(EnumSet.of(EMERGENCY));

        pacer.release(ROUTINE, 1);

        assertThat(pacer.ask(ALL)).isEqualTo(new Pacer.Answer.Granted(EMERGENCY, Pacer.NO_PROBE));
        assertThat(pacer.inFlight(EMERGENCY)).isEqualTo(2);
        assertThat(pacer.inFlight(ROUTINE)).isEqualTo(2);
    }

    @Test
    void lowerLanesGetATwentiethEachWhileEmergenciesLast() {
        Pacer pacer = pacer(100, 10, 0);
        List<BulletinClass> granted = new ArrayList<>();

        for (int i = 0; i < 2_000; i++) {
            if (pacer.ask(ALL) instanceof Pacer.Answer.Granted(BulletinClass lane, int _)) {
                pacer.departed();
                granted.add(lane);
                pacer.release(lane, 1);
            }
        }

        assertThat(granted).hasSize(2_000);
        assertThat(granted.stream().filter(lane -> lane == PRIORITY).count()).isBetween(90L, 110L);
        assertThat(granted.stream().filter(lane -> lane == ROUTINE).count()).isBetween(90L, 110L);
    }

    @Test
    void neitherLowerLaneAlwaysGoesBeforeTheOtherWhereBothWaitForFewSlots() {
        Pacer pacer = pacer(4, 1, 0);
        Deque<BulletinClass> held = new ArrayDeque<>();
        for (int i = 0; i < 3; i++) {
            held.add(granted(pacer, EnumSet.of(PRIORITY)));
        }
        List<BulletinClass> lower = new ArrayList<>();

        for (int round = 0; round < 10; round++) {
            for (int i = 0; i < 25; i++) {
                assertThat(granted(pacer, ALL)).isEqualTo(EMERGENCY);
                pacer.release(EMERGENCY, 1);
            }
            pacer.release(held.remove(), 1);
            held.add(granted(pacer, ALL));
            lower.add(held.getLast());
        }

        assertThat(lower).containsOnly(PRIORITY, ROUTINE);
        assertThat(lower.stream().filter(lane -> lane == ROUTINE).count()).isEqualTo(5);
    }

    @Test
    void aSlotCannotBeGivenBackTwice() {
        Pacer pacer = pacer(100, 10, 0);

        assertThatThrownBy(() -> pacer.release(ROUTINE, 1)).isInstanceOf(IllegalStateException.class);
    }
}
