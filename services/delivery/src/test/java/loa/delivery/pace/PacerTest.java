package loa.delivery.pace;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import loa.contract.BulletinClass;

import static loa.contract.BulletinClass.EMERGENCY;
import static loa.contract.BulletinClass.PRIORITY;
import static loa.contract.BulletinClass.ROUTINE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PacerTest {
    private static final Set<BulletinClass> ALL = EnumSet.allOf(BulletinClass.class);

    private static final Instant START = Instant.parse("2026-11-22T07:00:00Z");

    private Instant now = START;

    @Test
    void emergencyComesBeforePriorityBeforeRoutine() {
        Pacer pacer = pacer(100, 10, 0);

        assertThat(pacer.ask(ALL)).isEqualTo(new Pacer.Answer.Granted(EMERGENCY));
        assertThat(pacer.ask(EnumSet.of(PRIORITY, ROUTINE))).isEqualTo(new Pacer.Answer.Granted(PRIORITY));
        assertThat(pacer.ask(EnumSet.of(ROUTINE))).isEqualTo(new Pacer.Answer.Granted(ROUTINE));
    }

    @Test
    void lowerLanesNeverHoldTheReservedSlots() {
        Pacer pacer = pacer(10, 3, 0);

        for (int i = 0; i < 7; i++) {
            assertThat(pacer.ask(EnumSet.of(PRIORITY, ROUTINE))).isInstanceOf(Pacer.Answer.Granted.class);
        }

        assertThat(pacer.ask(EnumSet.of(PRIORITY, ROUTINE))).isEqualTo(new Pacer.Answer.Full());
        for (int i = 0; i < 3; i++) {
            assertThat(pacer.ask(ALL)).isEqualTo(new Pacer.Answer.Granted(EMERGENCY));
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

        assertThat(pacer.ask(ALL)).isEqualTo(new Pacer.Answer.Granted(EMERGENCY));
        assertThat(pacer.inFlight(EMERGENCY)).isEqualTo(2);
        assertThat(pacer.inFlight(ROUTINE)).isEqualTo(2);
    }

    @Test
    void lowerLanesGetATwentiethEachWhileEmergenciesLast() {
        Pacer pacer = pacer(100, 10, 0);
        List<BulletinClass> granted = new ArrayList<>();

        for (int i = 0; i < 2_000; i++) {
            if (pacer.ask(ALL) instanceof Pacer.Answer.Granted(BulletinClass lane)) {
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

    private static BulletinClass granted(Pacer pacer, Set<BulletinClass> waiting) {
        return ((Pacer.Answer.Granted) pacer.ask(waiting)).lane();
    }

    @Test
    void noSecondSeesMoreThanTheRate() {
        Pacer pacer = pacer(100_000, 10, 500);
        List<Instant> sends = new ArrayList<>();

        for (int millis = 0; millis < 3_000; millis++) {
            while (pacer.ask(ALL) instanceof Pacer.Answer.Granted) {
                pacer.departed();
                sends.add(now);
            }
            now = now.plusMillis(1);
        }

        for (Instant from : sends) {
            long inTheSecond = sends.stream().filter(at -> !at.isBefore(from) && at.isBefore(from.plusSeconds(1))).count();
            assertThat(inTheSecond).isLessThanOrEqualTo(510);
        }
        assertThat(sends).hasSizeBetween(1_480, 1_510);
    }

    @Test
    void aUsedUpRateSaysHowLongToWait() {
        Pacer pacer = pacer(100, 10, 10);
        pacer.ask(ALL);
        pacer.departed();

        assertThat(pacer.ask(ALL)).isEqualTo(new Pacer.Answer.Wait(Duration.ofMillis(100)));
        now = now.plusMillis(100);
        assertThat(pacer.ask(ALL)).isInstanceOf(Pacer.Answer.Granted.class);
    }

    @Test
    void whoIsWokenLateLosesNothing() {
        Pacer pacer = pacer(100_000, 10, 100);
        int sends = 0;

        for (Instant end = now.plusSeconds(60); now.isBefore(end);) {
            switch (pacer.ask(ALL)) {
                case Pacer.Answer.Granted _ -> {
                    pacer.departed();
                    sends++;
                }
                case Pacer.Answer.Wait(Duration time) -> now = now.plus(time).plusMillis(7);
                case Pacer.Answer.Full() -> throw new AssertionError("there are slots");
            }
        }

        assertThat(sends).isBetween(5_990, 6_010);
    }

    @Test
    void whatWasMissedInALongPauseIsGivenBackWithinTheBound() {
        Pacer pacer = pacer(100_000, 10, 500);
        List<Instant> sends = new ArrayList<>();

        for (int millis = 0; millis < 40_000; millis++) {
            // descheduled for 150 ms once
            boolean away = millis > 1_000 && millis < 1_150;
            while (!away && pacer.ask(ALL) instanceof Pacer.Answer.Granted) {
                pacer.departed();
                sends.add(now);
            }
            now = now.plusMillis(1);
        }

        assertThat(sends).hasSizeBetween(19_985, 20_015);
        for (Instant from : sends.subList(0, 2_000)) {
            long inTheSecond = sends.stream().filter(at -> !at.isBefore(from) && at.isBefore(from.plusSeconds(1))).count();
            assertThat(inTheSecond).isLessThanOrEqualTo(511);
        }
    }

    @Test
    void whomTheOthersDoNotKnowYetTakesNoPart() {
        Pacer pacer = pacer(100, 10, 100);

        pacer.shareRate(0);
        assertThat(pacer.ask(ALL)).isInstanceOf(Pacer.Answer.Wait.class);

        pacer.shareRate(2);
        assertThat(pacer.ask(ALL)).isInstanceOf(Pacer.Answer.Granted.class);
    }

    @Test
    void withoutARateNobodyWaitsForTheOthers() {
        Pacer pacer = pacer(100, 10, 0);

        pacer.shareRate(0);

        assertThat(pacer.ask(ALL)).isInstanceOf(Pacer.Answer.Granted.class);
    }

    @Test
    void instancesShareTheRate() {
        Pacer pacer = pacer(100, 10, 100);
        pacer.shareRate(2);
        pacer.ask(ALL);
        pacer.departed();

        assertThat(pacer.ask(ALL)).isEqualTo(new Pacer.Answer.Wait(Duration.ofMillis(20)));
    }

    @Test
    void aSlotCannotBeGivenBackTwice() {
        Pacer pacer = pacer(100, 10, 0);

        assertThatThrownBy(() -> pacer.release(ROUTINE, 1)).isInstanceOf(IllegalStateException.class);
    }

    private Pacer pacer(int slots, int reserved, double rate) {
        return new Pacer(new PaceSettings(slots, reserved, rate), () -> Duration.between(START, now).toNanos());
    }

    @Test
    void whenTheProviderTakesNothingAllWaitAndOneTries() {
        Pacer pacer = pacer(10, 2, 0);
        assertThat(pacer.ask(ALL)).isEqualTo(new Pacer.Answer.Granted(EMERGENCY));
        pacer.brake(null);

        assertThat(pacer.ask(ALL)).isInstanceOf(Pacer.Answer.Wait.class);
        assertThat(pacer.braked()).contains(Duration.ofSeconds(1));
        now = now.plus(Duration.ofSeconds(1));
        assertThat(pacer.ask(ALL)).as("the one that tries").isEqualTo(new Pacer.Answer.Granted(EMERGENCY));
        assertThat(pacer.ask(ALL)).isInstanceOf(Pacer.Answer.Wait.class);
        pacer.ease();
        assertThat(pacer.ask(ALL)).isEqualTo(new Pacer.Answer.Granted(EMERGENCY));
        assertThat(pacer.braked()).isEmpty();
    }

    @Test
    void eachFailedTryMakesThePauseTwiceAsLongUpToHalfAMinute() {
        Pacer pacer = pacer(100, 2, 0);
        pacer.brake(null);
        for (int seconds : new int[]{1, 2, 4, 8, 16, 30, 30, 30}) {
            assertThat(pacer.braked()).contains(Duration.ofSeconds(seconds));
            now = now.plus(Duration.ofSeconds(seconds));
            assertThat(pacer.ask(ALL)).isEqualTo(new Pacer.Answer.Granted(EMERGENCY));
            pacer.brake(null);
        }
    }

    @Test
    void answersToWhatWasOnItsWayNeitherProlongNorEndThePause() {
        Pacer pacer = pacer(100, 2, 0);
        pacer.brake(null);
        now = now.plus(Duration.ofMillis(600));
        pacer.brake(null);
        pacer.ease();
        assertThat(pacer.braked()).contains(Duration.ofMillis(400));
        pacer.brake(Duration.ofSeconds(60));
        assertThat(pacer.braked()).as("what the provider asks for holds").contains(Duration.ofSeconds(60));
    }

    @Test
    void whatTheProviderAsksForIsBounded() {
        Pacer pacer = pacer(10, 2, 0);
        pacer.brake(Duration.ofDays(11));

        assertThat(pacer.braked()).contains(Duration.ofMinutes(10));
    }

    @Test
    void twentyAnswersInARowThatSayNothingAreAProviderThatIsAway() {
        Pacer pacer = pacer(100, 2, 0);
        IntStream.range(0, 19).forEach(_ -> pacer.doubt());
        pacer.ease();
        assertThat(pacer.isUneasy()).isFalse();
        IntStream.range(0, 19).forEach(_ -> pacer.doubt());
        assertThat(pacer.braked()).isEmpty();
        assertThat(pacer.isUneasy()).isTrue();

        pacer.doubt();

        assertThat(pacer.braked()).contains(Duration.ofSeconds(1));
        now = now.plus(Duration.ofSeconds(1));
        assertThat(pacer.ask(ALL)).isInstanceOf(Pacer.Answer.Granted.class);
        pacer.doubt();
        assertThat(pacer.braked()).as("the one that tried was not answered either").contains(Duration.ofSeconds(2));
        now = now.plus(Duration.ofSeconds(2));
        assertThat(pacer.ask(ALL)).isInstanceOf(Pacer.Answer.Granted.class);
        pacer.ease();
        pacer.doubt();
        assertThat(pacer.braked()).as("counted anew").isEmpty();
    }

    @Test
    void aTryThatWasNotMadeLeavesTheNextOneToTry() {
        Pacer pacer = pacer(10, 2, 0);
        pacer.brake(null);
        now = now.plus(Duration.ofSeconds(1));
        assertThat(pacer.ask(ALL)).isInstanceOf(Pacer.Answer.Granted.class);
        pacer.tryAnother();
        assertThat(pacer.ask(ALL)).isInstanceOf(Pacer.Answer.Granted.class);
    }

    @Test
    void whatHasNotDepartedHoldsUpTheNext() {
        Pacer pacer = pacer(1_000, 10, 1_000);
        List<Instant> departures = new ArrayList<>();
        int waiting = 0;

        for (int millis = 0; millis < 5_000; millis++) {
            while (pacer.ask(ALL) instanceof Pacer.Answer.Granted(BulletinClass lane)) {
                waiting++;
                pacer.release(lane, 1);
            }
            // nobody gets a processor for 200 ms, again and again
            boolean starved = millis % 500 < 200;
            for (; !starved && waiting > 0; waiting--) {
                pacer.departed();
                departures.add(now);
            }
            now = now.plusMillis(1);
        }

        assertThat(mostInASecond(departures)).isLessThanOrEqualTo(1_020);
    }

    @Test
    void aRateThatDoesNotHoldAnybodyUpNeedsNoDepartures() {
        Pacer pacer = pacer(1_000, 10, 0);

        for (int i = 0; i < 900; i++) {
            assertThat(pacer.ask(ALL)).isInstanceOf(Pacer.Answer.Granted.class);
        }
    }

    @Test
    void noMoreDepartThanWereGranted() {
        Pacer pacer = pacer(10, 2, 0);

        assertThatThrownBy(pacer::departed).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aProviderThatTurnsAwayWhatIsTooMuchTeachesItsRate() {
        Pacer pacer = pacer(2_000, 10, 0);
        var provider = new LimitedProvider(200, Duration.ofMillis(300));
        int takenFirst = 0;
        int turnedAwayFirst = 0;

        for (int millis = 0; millis < 70_000; millis++) {
            pacer.shareRate(1);
            while (pacer.ask(ALL) instanceof Pacer.Answer.Granted(BulletinClass lane)) {
                pacer.departed();
                provider.request(lane, now);
            }
            provider.answer(pacer, now);
            now = now.plusMillis(1);
            if (millis == 10_000) {
                takenFirst = provider.taken;
                turnedAwayFirst = provider.turnedAway;
            }
        }

        assertThat(takenFirst).as("what a burst costs").isGreaterThan(1_000);
        assertThat(provider.taken - takenFirst).as("of 200 a second in a minute").isGreaterThan(10_800);
        assertThat(provider.turnedAway - turnedAwayFirst).isLessThan(1_200);
    }

    @Test
    void aProviderThatTakesNothingTeachesNoRate() {
        Pacer pacer = pacer(100, 2, 0);
        pacer.ask(ALL);
        pacer.tooMany(null, nanos());
        now = now.plusSeconds(1);
        assertThat(pacer.ask(ALL)).as("the one that tries").isInstanceOf(Pacer.Answer.Granted.class);
        pacer.taken();
        pacer.ease();

        assertThat(pacer.braked()).isEmpty();
        assertThat(pacer.learnedRate()).isInfinite();
    }

    @Test
    void whatWasLearnedIsForgottenWhenNothingIsTurnedAwayAnyMore() {
        Pacer pacer = pacer(100, 2, 0);
        pacer.ask(ALL);
        pacer.taken();
        pacer.taken();
        pacer.tooMany(null, nanos());
        now = now.plusSeconds(1);
        pacer.ask(ALL);
        pacer.taken();
        pacer.ease();
        assertThat(pacer.learnedRate()).isBetween(1.0, 20.0);

        now = now.plusSeconds(40);
        assertThat(pacer.learnedRate()).as("an emergency later does not suffer for it").isGreaterThan(1_000);
        now = now.plusSeconds(40);
        assertThat(pacer.learnedRate()).isInfinite();
    }

    private long nanos() {
        return Duration.between(START, now).toNanos();
    }

    /** Takes so many in any second and turns the others away, each after a while. */
    private final class LimitedProvider {
        private final int limit;
        private final Duration latency;
        private final Deque<Instant> lastSecond = new ArrayDeque<>();
        private final Deque<Sent> sent = new ArrayDeque<>();
        private int taken;
        private int turnedAway;

        private record Sent(BulletinClass lane, Instant at, boolean isTaken) {}

        LimitedProvider(int limit, Duration latency) {
            this.limit = limit;
            this.latency = latency;
        }

        void request(BulletinClass lane, Instant at) {
            while (!lastSecond.isEmpty() && !lastSecond.getFirst().plusSeconds(1).isAfter(at)) {
                lastSecond.removeFirst();
            }
            boolean takes = lastSecond.size() < limit;
            if (takes) {
                lastSecond.addLast(at);
            }
            sent.addLast(new Sent(lane, at, takes));
        }

        void answer(Pacer pacer, Instant at) {
            while (!sent.isEmpty() && !sent.getFirst().at().plus(latency).isAfter(at)) {
                Sent one = sent.removeFirst();
                if (one.isTaken()) {
                    taken++;
                    pacer.taken();
                    pacer.ease();
                } else {
                    turnedAway++;
                    pacer.tooMany(null, Duration.between(START, one.at()).toNanos());
                }
                pacer.release(one.lane(), 1);
            }
        }
    }

    private static long mostInASecond(List<Instant> moments) {
        return moments.stream().mapToLong(from -> moments.stream().filter(at -> !at.isBefore(from) && at.isBefore(from.plusSeconds(1)))
                .count()).max().orElse(0);
    }
}
