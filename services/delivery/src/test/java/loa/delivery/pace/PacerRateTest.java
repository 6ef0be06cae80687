package loa.delivery.pace;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import loa.contract.BulletinClass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** How many a second. */
class PacerRateTest extends PacerFixture {
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
    void whatHasNotDepartedHoldsUpTheNext() {
        Pacer pacer = pacer(1_000, 10, 1_000);
        List<Instant> departures = new ArrayList<>();
        int waiting = 0;

        for (int millis = 0; millis < 5_000; millis++) {
            while (pacer.ask(ALL) instanceof Pacer.Answer.Granted(BulletinClass lane, int _)) {
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

    private static long mostInASecond(List<Instant> moments) {
        return moments.stream().mapToLong(from -> moments.stream().filter(at -> !at.isBefore(from) && at.isBefore(from.plusSeconds(1)))
                .count()).max().orElse(0);
    }
}
