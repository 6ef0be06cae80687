package loa.delivery.pace;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static loa.contract.BulletinClass.EMERGENCY;
import static org.assertj.core.api.Assertions.assertThat;

/** When the provider takes nothing, or not so many. */
class PacerProviderTest extends PacerFixture {
    @Test
    void whenTheProviderTakesNothingAllWaitAndOneTries() {
        Pacer pacer = pacer(10, 2, 0);
        assertThat(pacer.ask(ALL)).isEqualTo(new Pacer.Answer.Granted(EMERGENCY, Pacer.NO_PROBE));
        pacer.brake(null, Pacer.NO_PROBE);

        assertThat(pacer.ask(ALL)).isInstanceOf(Pacer.Answer.Wait.class);
        assertThat(pacer.braked()).contains(Duration.ofSeconds(1));
        now = now.plus(Duration.ofSeconds(1));
        assertThat(pacer.ask(ALL)).as("the one that tries").isEqualTo(new Pacer.Answer.Granted(EMERGENCY, 1));
        assertThat(pacer.ask(ALL)).isInstanceOf(Pacer.Answer.Wait.class);
        pacer.ease(1);
        assertThat(pacer.ask(ALL)).isEqualTo(new Pacer.Answer.Granted(EMERGENCY, Pacer.NO_PROBE));
        assertThat(pacer.braked()).isEmpty();
    }

    @Test
    void eachFailedTryMakesThePauseTwiceAsLongUpToHalfAMinute() {
        Pacer pacer = pacer(100, 2, 0);
        pacer.brake(null, Pacer.NO_PROBE);
        for (int seconds : new int[]{1, 2, 4, 8, 16, 30, 30, 30}) {
            assertThat(pacer.braked()).contains(Duration.ofSeconds(seconds));
            now = now.plus(Duration.ofSeconds(seconds));
            pacer.brake(null, probe(pacer));
        }
    }

    @Test
    void answersToWhatWasOnItsWayNeitherProlongNorEndThePause() {
        Pacer pacer = pacer(100, 2, 0);
        pacer.brake(null, Pacer.NO_PROBE);
        now = now.plus(Duration.ofMillis(600));
        pacer.brake(null, Pacer.NO_PROBE);
        pacer.ease(Pacer.NO_PROBE);
        assertThat(pacer.braked()).contains(Duration.ofMillis(400));
        pacer.brake(Duration.ofSeconds(60), Pacer.NO_PROBE);
        assertThat(pacer.braked()).as("what the provider asks for holds").contains(Duration.ofSeconds(60));
    }

    @Test
    void lateAnswersToEarlierSendsAreNotThoseOfTheOneThatTries() {
        Pacer pacer = pacer(100, 2, 0);
        pacer.brake(null, Pacer.NO_PROBE);
        now = now.plus(Duration.ofSeconds(1));
        int first = probe(pacer);
        pacer.ease(Pacer.NO_PROBE);
        assertThat(pacer.braked()).as("one that went before the pause was taken").isPresent();
        pacer.doubt(Pacer.NO_PROBE);
        pacer.brake(null, Pacer.NO_PROBE);
        pacer.tooMany(null, 0, Pacer.NO_PROBE);
        pacer.tryAnother(Pacer.NO_PROBE);
        assertThat(pacer.braked()).as("none of them makes the pause twice as long").hasValueSatisfying(
                left -> assertThat(left).isLessThanOrEqualTo(Duration.ofSeconds(1)));
        assertThat(pacer.ask(ALL)).as("nor lets another one try").isInstanceOf(Pacer.Answer.Wait.class);

        pacer.brake(null, first);
        assertThat(pacer.braked()).contains(Duration.ofSeconds(2));
        now = now.plus(Duration.ofSeconds(2));
        int second = probe(pacer);
        pacer.ease(first);
        assertThat(pacer.braked()).as("the first one has been answered").isPresent();
        pacer.ease(second);
        assertThat(pacer.braked()).isEmpty();
    }

    @Test
    void theOneThatTriesEndsAlsoWhenItIsTurnedAwayByAProviderWhoseRateIsKnown() {
        Pacer pacer = pacer(100, 2, 0);
        learnRate(pacer);
        pacer.brake(null, Pacer.NO_PROBE);
        now = now.plus(Duration.ofSeconds(1));
        pacer.tooMany(null, nanos(), probe(pacer));

        assertThat(pacer.braked()).contains(Duration.ofSeconds(2));
        now = now.plus(Duration.ofSeconds(2));
        pacer.ease(probe(pacer));
        assertThat(pacer.braked()).isEmpty();
    }

    @Test
    void whileOneTriesTheChannelCountsAsBraked() {
        Pacer pacer = pacer(10, 2, 0);
        pacer.brake(null, Pacer.NO_PROBE);
        now = now.plus(Duration.ofSeconds(1));
        int probe = probe(pacer);
        now = now.plus(Duration.ofSeconds(20));

        assertThat(pacer.braked()).hasValueSatisfying(left -> assertThat(left.toMillis()).isPositive());
        pacer.ease(probe);
        assertThat(pacer.braked()).isEmpty();
    }

    @Test
    void oneThatTriesAndIsNeverHeardOfAgainIsGivenUp() {
        Pacer pacer = pacer(10, 2, 0);
        pacer.brake(null, Pacer.NO_PROBE);
        now = now.plus(Duration.ofSeconds(1));
        int lost = probe(pacer);
        now = now.plus(Duration.ofSeconds(59));
        assertThat(pacer.ask(ALL)).isInstanceOf(Pacer.Answer.Wait.class);
        now = now.plus(Duration.ofSeconds(1));

        int next = probe(pacer);
        pacer.ease(lost);
        assertThat(pacer.braked()).as("it is not waited for any more").isPresent();
        pacer.brake(null, next);
        assertThat(pacer.braked()).contains(Duration.ofSeconds(2));
    }

    @Test
    void aLongerPauseThatIsAskedForWhileOneTriesHoldsWhenThatIsTurnedAway() {
        Pacer pacer = pacer(10, 2, 0);
        pacer.brake(null, Pacer.NO_PROBE);
        now = now.plus(Duration.ofSeconds(1));
        int probe = probe(pacer);
        pacer.brake(Duration.ofSeconds(60), Pacer.NO_PROBE);
        pacer.brake(null, probe);

        assertThat(pacer.braked()).contains(Duration.ofSeconds(60));
    }

    @Test
    void whatTheProviderAsksForIsBounded() {
        Pacer pacer = pacer(10, 2, 0);
        pacer.brake(Duration.ofDays(11), Pacer.NO_PROBE);

        assertThat(pacer.braked()).contains(Duration.ofMinutes(10));
    }

    @Test
    void twentyAnswersInARowThatSayNothingAreAProviderThatIsAway() {
        Pacer pacer = pacer(100, 2, 0);
        IntStream.range(0, 19).forEach(_ -> pacer.doubt(Pacer.NO_PROBE));
        pacer.ease(Pacer.NO_PROBE);
        assertThat(pacer.isUneasy()).isFalse();
        IntStream.range(0, 19).forEach(_ -> pacer.doubt(Pacer.NO_PROBE));
        assertThat(pacer.braked()).isEmpty();
        assertThat(pacer.isUneasy()).isTrue();

        pacer.doubt(Pacer.NO_PROBE);

        assertThat(pacer.braked()).contains(Duration.ofSeconds(1));
        now = now.plus(Duration.ofSeconds(1));
        pacer.doubt(probe(pacer));
        assertThat(pacer.braked()).as("the one that tried was not answered either").contains(Duration.ofSeconds(2));
        now = now.plus(Duration.ofSeconds(2));
        pacer.ease(probe(pacer));
        pacer.doubt(Pacer.NO_PROBE);
        assertThat(pacer.braked()).as("counted anew").isEmpty();
    }

    @Test
    void aTryThatWasNotMadeLeavesTheNextOneToTry() {
        Pacer pacer = pacer(10, 2, 0);
        pacer.brake(null, Pacer.NO_PROBE);
        now = now.plus(Duration.ofSeconds(1));
        pacer.tryAnother(probe(pacer));
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
            while (pacer.ask(ALL) instanceof Pacer.Answer.Granted granted) {
                pacer.departed();
                provider.request(granted, now);
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
        pacer.tooMany(null, nanos(), Pacer.NO_PROBE);
        now = now.plusSeconds(1);
        int probe = probe(pacer);
        pacer.taken();
        pacer.ease(probe);

        assertThat(pacer.braked()).isEmpty();
        assertThat(pacer.learnedRate()).isInfinite();
    }

    @Test
    void whatWasLearnedIsForgottenWhenNothingIsTurnedAwayAnyMore() {
        Pacer pacer = pacer(100, 2, 0);
        learnRate(pacer);
        assertThat(pacer.learnedRate()).isBetween(1.0, 20.0);

        now = now.plusSeconds(40);
        assertThat(pacer.learnedRate()).as("an emergency later does not suffer for it").isGreaterThan(1_000);
        now = now.plusSeconds(40);
        assertThat(pacer.learnedRate()).isInfinite();
    }

    /** Takes two at once, turns one away and takes the next. */
    private void learnRate(Pacer pacer) {
        pacer.ask(ALL);
        pacer.taken();
        pacer.taken();
        pacer.tooMany(null, nanos(), Pacer.NO_PROBE);
        now = now.plusSeconds(1);
        int probe = probe(pacer);
        pacer.taken();
        pacer.ease(probe);
    }

    /** The number of the one that is granted and tries. */
    private static int probe(Pacer pacer) {
        int number = ((Pacer.Answer.Granted) pacer.ask(ALL)).probe();
        assertThat(number).isNotEqualTo(Pacer.NO_PROBE);
        return number;
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

        private record Sent(Pacer.Answer.Granted granted, Instant at, boolean isTaken) {}

        LimitedProvider(int limit, Duration latency) {
            this.limit = limit;
            this.latency = latency;
        }

        void request(Pacer.Answer.Granted granted, Instant at) {
            while (!lastSecond.isEmpty() && !lastSecond.getFirst().plusSeconds(1).isAfter(at)) {
                lastSecond.removeFirst();
            }
            boolean takes = lastSecond.size() < limit;
            if (takes) {
                lastSecond.addLast(at);
            }
            sent.addLast(new Sent(granted, at, takes));
        }

        void answer(Pacer pacer, Instant at) {
            while (!sent.isEmpty() && !sent.getFirst().at().plus(latency).isAfter(at)) {
                Sent one = sent.removeFirst();
                if (one.isTaken()) {
                    taken++;
                    pacer.taken();
                    pacer.ease(one.granted().probe());
                } else {
                    turnedAway++;
                    pacer.tooMany(null, Duration.between(START, one.at()).toNanos(), one.granted().probe());
                }
                pacer.release(one.granted().lane(), 1);
            }
        }
    }
}
