package loa.delivery.simulation;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

import loa.contract.BulletinClass;
import loa.delivery.kafka.DeadLetterBox;
import loa.delivery.lane.LaneMeters;
import loa.delivery.ledger.DeliveryState;

import static org.assertj.core.api.Assertions.assertThat;

/** A provider at a tenth of its speed for an hour: nothing piles up here, and nobody feels it who is not concerned. */
class BackpressureTest {
    private static final Duration QUICK = Duration.ofSeconds(1);
    private static final Duration SLOW = QUICK.multipliedBy(10);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofHours(6);
    private static final int AUDIENCE = 10_000;
    private static final int FEW = 200;
    /** Sends in flight, and how many of them where no emergency is: see {@link Scenario#pace}. */
    private static final int SLOTS = 12;
    private static final int ROUTINE_SLOTS = 9;

    private final Timeline time = new Timeline(new SplittableRandom(1));

    @Test
    void noMoreIsInHandForTenTimesTheAudience() {
        SoundChannel small = channel(time, AUDIENCE, SLOW);
        SoundChannel large = channel(time, 10 * AUDIENCE, SLOW);
        small.issue(1, BulletinClass.ROUTINE, Worlds.AREAS);
        large.issue(1, BulletinClass.ROUTINE, Worlds.AREAS);

        pass(HOUR);

        System.out.printf("in hand of %d: %s, of %d: %s%n", AUDIENCE, small.most(), 10 * AUDIENCE, large.most());
        assertThat(small.isSettled(1)).isFalse();
        assertThat(large.most().claimed()).isBetween(SLOTS, small.mostClaimed());
        assertThat(large.most().claimed() - small.most().claimed()).isLessThanOrEqualTo(SoundChannel.PER_RECORD);
        assertThat(large.most().unclaimed()).isLessThan(AUDIENCE / 5);
        // and no slot stands idle meanwhile
        double possible = ROUTINE_SLOTS * (double) HOUR.dividedBy(SLOW);
        assertThat((double) small.departures(BulletinClass.ROUTINE).size()).isBetween(0.97 * possible, possible + SLOTS);
        assertThat((double) large.departures(BulletinClass.ROUTINE).size()).isBetween(0.97 * possible, possible + SLOTS);
    }

    @Test
    void anEmergencyGoesAtTheSpeedThatThereIsAndEverythingSettlesWhenItIsQuickAgain() {
        SoundChannel channel = channel(time, AUDIENCE, SLOW);
        channel.people.settle(Worlds.ISLAND, FEW);
        channel.issue(1, BulletinClass.ROUTINE, Worlds.AREAS);
        pass(HOUR.dividedBy(2));

        Duration issued = time.passed();
        channel.issue(2, BulletinClass.EMERGENCY, List.of(Worlds.ISLAND));
        passUntil(issued.plus(HOUR.dividedBy(2)), () -> false);
        List<Duration> emergency = channel.departures(BulletinClass.EMERGENCY);
        Duration first = emergency.getFirst().minus(issued);
        Duration all = emergency.getLast().minus(issued);
        long routine = channel.departures(BulletinClass.ROUTINE).stream()
                .filter(at -> at.compareTo(emergency.getFirst()) > 0 && at.compareTo(emergency.getLast()) < 0).count();
        System.out.printf("first of %d after %s, all after %s, %d routine ones meanwhile%n", emergency.size(), first, all, routine);

        assertThat(channel.isSettled(2)).isTrue();
        assertThat(emergency).hasSize(FEW);
        assertThat(first).isLessThan(Duration.ofMillis(1_300));
        // a twentieth of the permits is the routine one's
        Duration bySpeed = SLOW.multipliedBy(FEW * 20 / 19).dividedBy(SLOTS);
        assertThat(all).isLessThan(bySpeed.multipliedBy(11).dividedBy(10));
        assertThat(routine).isBetween(FEW / 20L, FEW / 19L + SLOTS);

        int left = AUDIENCE - channel.departures(BulletinClass.ROUTINE).size();
        assertThat(left).isGreaterThan(AUDIENCE / 2);
        channel.answersIn(QUICK);
        Duration took = passUntil(LONGEST, () -> channel.isSettled(1));

        System.out.printf("%d left are settled in %s%n", left, took);
        assertThat(took).isLessThan(SLOW.plus(QUICK.multipliedBy(left).dividedBy(ROUTINE_SLOTS).multipliedBy(11).dividedBy(10)));
        assertThat(channel.schema.rows).hasSize(AUDIENCE + FEW);
        assertThat(channel.counted(DeliveryState.ACCEPTED)).isEqualTo(channel.accepted());
    }

    @Test
    void anotherChannelIsNotSlowerBesideIt() {
        Timeline quiet = new Timeline(new SplittableRandom(2));
        SoundChannel alone = channel(quiet, AUDIENCE / 2, QUICK);
        alone.issue(1, BulletinClass.ROUTINE, Worlds.AREAS);
        Duration inPeace = passUntil(quiet, LONGEST, () -> alone.isSettled(1));

        SoundChannel slow = channel(time, AUDIENCE, SLOW);
        SoundChannel beside = channel(time, AUDIENCE / 2, QUICK);
        slow.issue(1, BulletinClass.ROUTINE, Worlds.AREAS);
        beside.issue(1, BulletinClass.ROUTINE, Worlds.AREAS);
        Duration meanwhile = passUntil(LONGEST, () -> beside.isSettled(1));

        System.out.printf("%d take %s alone and %s beside a slow one%n", AUDIENCE / 2, inPeace, meanwhile);
        assertThat(slow.isSettled(1)).isFalse();
        assertThat(meanwhile).isBetween(inPeace.multipliedBy(98).dividedBy(100), inPeace.multipliedBy(102).dividedBy(100));
    }

    private void pass(Duration duration) {
        Duration unused = passUntil(time.passed().plus(duration), () -> false);
    }

    private Duration passUntil(Duration end, BooleanSupplier isOver) {
        return passUntil(time, end, isOver);
    }

    /** Looks now and then whether it is over. Returns how long it took. */
    private static Duration passUntil(Timeline time, Duration end, BooleanSupplier isOver) {
        Duration begun = time.passed();
        for (int step = 0; time.passed().compareTo(end) < 0 && (step % 64 != 0 || !isOver.getAsBoolean()); step++) {
            if (!time.step()) {
                throw new AssertionError("nothing happens any more");
            }
        }
        return time.passed().minus(begun);
    }

    /** The rate is the one that the provider has when it is quick. */
    private static SoundChannel channel(Timeline time, int recipients, Duration latency) {
        Scenario scenario = Scenario.sound(recipients, (double) SLOTS / QUICK.toSeconds(), SoundChannel.PER_RECORD);
        return new SoundChannel(time, recipients, scenario, latency, new Engine.Ends(new LaneMeters(new SimpleMeterRegistry(), "sms"),
                new DeadLetterBox(new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer()),
                        new SimpleMeterRegistry(), "sms")));
    }
}
