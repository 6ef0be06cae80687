package loa.delivery.pace;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** What the provider teaches, moment by moment. */
class LearnedRateTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    /** A clock that no one sets may stand anywhere, also below zero. */
    private static final long START = -3 * SECOND;

    private final LearnedRate learned = new LearnedRate();
    private long now = START;

    @Test
    void nothingIsKnownBeforeOneIsTurnedAway() {
        take(1_000, 100);

        assertThat(learned.isKnown()).isFalse();
        assertThat(learned.perSecond(now)).isInfinite();
    }

    @Test
    void theFirstLessonIsWhatWasTakenFromASecondBeforeUntilSomethingIsTakenAgain() {
        take(5_000, 300);
        learned.tooMany(now, now);
        assertThat(learned.isKnown()).as("not before the pause is over").isFalse();
        take(200, 10);

        learned.resumed(now);

        assertThat(learned.perSecond(now)).as("of 300 in the second before and 2 after it").isEqualTo(0.95 * 302);
    }

    @Test
    void furtherOnesThatAreTurnedAwayInTheFirstPauseDoNotMoveItsBeginning() {
        take(2_000, 100);
        learned.tooMany(now, now);
        take(3_000, 100);
        learned.tooMany(now, now);

        learned.resumed(now);

        assertThat(learned.perSecond(now)).as("a second and three").isEqualTo(0.95 * 400);
    }

    @Test
    void aProviderThatTookOnlyTheOneThatTriedTeachesNothing() {
        learned.tooMany(now, now);
        take(1_000, 1);

        learned.resumed(now);

        assertThat(learned.isKnown()).isFalse();
        assertThat(learned.perSecond(now)).isInfinite();
    }

    @Test
    void whatResumesWithoutHavingTurnedAnythingAwayTeachesNothing() {
        take(1_000, 100);

        learned.resumed(now);

        assertThat(learned.isKnown()).isFalse();
    }

    @Test
    void aLullTeachesTenASecondAtLeast() {
        learn(2);

        assertThat(learned.perSecond(now)).isEqualTo(10);
    }

    @Test
    void itGrowsByTwoHundredthsASecondAndTwiceAsMuchEachFiveSecondsUpToAQuarter() {
        learn(100);
        double expected = 95;

        for (double growth : new double[]{0.02, 0.04, 0.08, 0.16, 0.25, 0.25}) {
            for (int second = 0; second < 5; second++) {
                assertThat(learned.perSecond(now + SECOND - 1)).as("not within the second").isCloseTo(expected, within(1e-6));
                now += SECOND;
                expected *= 1 + growth;
                assertThat(learned.perSecond(now)).isCloseTo(expected, within(1e-6));
            }
        }
    }

    @Test
    void itIsTheSameHoweverSeldomAnybodyAsks() {
        learn(100);
        now += 7 * SECOND;

        assertThat(learned.perSecond(now)).isCloseTo(95 * Math.pow(1.02, 5) * Math.pow(1.04, 2), within(1e-6));
    }

    @Test
    void itIsForgottenWhenItHasGrownOutOfSight() {
        learn(100);

        now += 60 * SECOND;

        assertThat(learned.perSecond(now)).isInfinite();
        assertThat(learned.isKnown()).isFalse();
    }

    @Test
    void anotherOneThatIsTurnedAwayLowersItToWhatIsTakenNow() {
        learn(100);
        take(10_000, 50);

        learned.tooMany(now, now);

        assertThat(learned.perSecond(now)).isEqualTo(0.95 * 50);
        assertThat(learned.perSecond(now + SECOND)).as("growth begins anew").isCloseTo(0.95 * 50 * 1.02, within(1e-6));
    }

    @Test
    void itIsNeverRaisedByOneThatIsTurnedAway() {
        learn(100);
        take(1_000, 500);
        double before = learned.perSecond(now);

        learned.tooMany(now, now);

        assertThat(learned.perSecond(now)).isCloseTo(0.95 * before, within(1e-6));
    }

    @Test
    void whatBeganBeforeItWasLearnedDoesNotLowerIt() {
        long begun = now;
        learn(100);

        learned.tooMany(begun, now);

        assertThat(learned.perSecond(now)).isEqualTo(95);
    }

    /** 95 % of this many, since just now. */
    private void learn(int taken) {
        learned.tooMany(now, now);
        for (int i = 0; i < taken; i++) {
            learned.taken();
        }
        now += SECOND;
        learned.resumed(now);
    }

    /** Time goes by, and the provider takes so many in each second of it. */
    private void take(int millis, int perSecond) {
        for (int milli = 0; milli < millis; milli++) {
            learned.look(now);
            now += SECOND / 1_000;
            if (milli * perSecond / 1_000 < (milli + 1) * perSecond / 1_000) {
                learned.taken();
            }
        }
        learned.look(now);
    }
}
