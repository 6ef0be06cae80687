package loa.delivery.pace;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import loa.contract.BulletinClass;

import static loa.contract.BulletinClass.EMERGENCY;
import static org.assertj.core.api.Assertions.assertThat;

/** When the provider takes nothing, or not so many. */
class PacerProviderTest extends PacerFixture {
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
}
