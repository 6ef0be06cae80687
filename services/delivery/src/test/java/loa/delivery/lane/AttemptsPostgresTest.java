package loa.delivery.lane;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import loa.contract.IssuedDirective;
import loa.delivery.Delivery;
import loa.delivery.DeliveryId;
import loa.delivery.Departure;
import loa.delivery.Outcome;
import loa.delivery.Recipient;
import loa.delivery.clock.Clocks;
import loa.delivery.control.ControlState;
import loa.delivery.control.Restraints;
import loa.delivery.control.SqlRestraints;
import loa.delivery.ledger.DeliveryState;
import loa.delivery.ledger.Retries;
import loa.delivery.ledger.sql.SqlRetries;
import loa.delivery.pace.BackOff;
import loa.delivery.pace.PaceSettings;
import loa.delivery.pace.Pacer;

import static loa.delivery.lane.LaneFixture.EAST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class AttemptsPostgresTest {
    private LaneFixture lane = new LaneFixture(Duration.ofHours(1));

    @AfterEach
    void close() {
        lane.close();
    }

    @Test
    void aCancelThatComesWhileTheLedgerIsAskedStopsTheSecondAttempt() throws InterruptedException {
        lane.channel.with(1, EAST);
        IssuedDirective directive = lane.directive();
        lane.hand(directive);
        lane.claimer.step();
        lane.schema.change("update delivery set attempts = 2");
        DeliveryId id = lane.schema.database().inTransaction(
                session -> session.sql("select id from delivery").first(row -> new DeliveryId(row.uuid("id"))).orElseThrow());
        lane.source.beforeNextCommit(() -> lane.withdraw(directive));

        Ending ending = lane.attempts.make(job(directive, id, 2));

        assertThat(ending).isInstanceOfSatisfying(Ending.Settle.class,
                settle -> assertThat(settle.settlement().state()).isEqualTo(DeliveryState.CANCELLED));
        assertThat(lane.channel.sends()).isZero();
    }

    @Test
    void nothingIsSentWhileNobodyKnowsWhatIsCancelled() {
        lane.channel.with(1, EAST);
        ControlState neverRead = new ControlState(new SqlRestraints(lane.schema.database()), Clocks.by(Clock.systemUTC()));
        var attempts = new Attempts<>(lane.channel,
                new Attempts.Last<>(new Gate(neverRead, lane.liveness, LaneFixture.hearing(), Clocks.by(Clock.systemUTC())),
                        new SqlRetries(lane.database), new Addresses<>(lane.channel)),
                new Slots(new Pacer(new PaceSettings(100, 10, 0), System::nanoTime)),
                new Attempts.Repeating(new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(5)), LaneFixture.LONGEST_SEND,
                        RandomGenerator.getDefault(), Clocks.by(Clock.systemUTC())),
                new LaneMeters(new SimpleMeterRegistry(), "sms"));
        Job<String> job = job(lane.directive(), new DeliveryId(UUID.randomUUID()), 1);

        assertThat(attempts.ending(job)).as("it waits").isEmpty();
        assertThat(attempts.make(job)).isInstanceOf(Ending.PutBack.class);
        assertThat(lane.channel.sends()).isZero();
    }

    @Test
    void nobodyIsAskedAboutALostAnswerBeforeTheLongestSendIsOver() {
        lane.channel.with(1, EAST);
        lane.channel.answering(_ -> new Outcome.Unknown("fake:reset"));

        Ending ending = lane.attempts.make(job(lane.directive(), new DeliveryId(UUID.randomUUID()), 1));

        assertThat(ending).isInstanceOfSatisfying(Ending.Settle.class, settle -> {
            assertThat(settle.settlement().state()).isEqualTo(DeliveryState.UNKNOWN);
            assertThat(settle.settlement().nextIn()).isBetween(LaneFixture.LONGEST_SEND.minusSeconds(5), LaneFixture.LONGEST_SEND);
        });
    }

    @Test
    void theTimeThatALostAnswerTookIsPartOfTheLongestSend() {
        lane.channel.with(1, EAST);

        Ending ending = lane.attempts.answered(job(lane.directive(), new DeliveryId(UUID.randomUUID()), 1),
                new Outcome.Unknown("fake:timeout"), Instant.now(), Duration.ofSeconds(20));

        assertThat(ending).isInstanceOfSatisfying(Ending.Settle.class,
                settle -> assertThat(settle.settlement().nextIn()).isEqualTo(Duration.ofSeconds(10)));
    }

    @Test
    void aSendMayNotLeaveWhenWhatWasLookedAtDoesNotHoldAnyMore() {
        lane.channel.with(1, EAST);
        IssuedDirective directive = lane.directive();
        lane.controls.refresh();
        var before = new AtomicBoolean(true);
        lane.channel.answering(_ -> {
            Departure departure = Departure.ofThisThread();
            before.set(departure.isTooLate());
            // the controls were read before, and are believed for two seconds
            await().atMost(Duration.ofSeconds(3)).until(departure::isTooLate);
            return new Outcome.Accepted("ref");
        });

        Ending ending = new Departure(() -> {
        }).during(() -> lane.attempts.make(job(directive, new DeliveryId(UUID.randomUUID()), 1)));

        assertThat(ending).isInstanceOfSatisfying(Ending.Settle.class,
                settle -> assertThat(settle.settlement().state()).isEqualTo(DeliveryState.ACCEPTED));
        assertThat(before).isFalse();
        assertThat(lane.channel.sends()).isOne();
    }

    @Test
    void whatWaitedUnderALapsedNumberIsPlannedAgainAndTheNumberStaysDead() throws InterruptedException {
        lane.close();
        Duration lease = Duration.ofMillis(400);
        lane = new LaneFixture(lease);
        lane.channel.with(10, EAST);
        lane.hand(lane.directive());
        lane.claimer.step();
        int number = lane.liveness.number();
        assertThat(lane.deliveries("state = 'sending' and owner = " + number)).isEqualTo(10);
        await().until(() -> !lane.liveness.mayAct(number));
        // the answer to a heartbeat was lost, or the database's clock is slower: it still believes in the number
        lane.schema.change("update engine_instance set alive_until = clock_timestamp() + interval '1 hour'");

        lane.exit.dispatcher().step();
        lane.settler.step();
        lane.liveness.beat();

        assertThat(lane.deliveries("true")).isZero();
        assertThat(lane.tally("sending")).isZero();
        assertThat(lane.schema.number("select count(*) as number from work_record where state = 'parked'")).isEqualTo(1);
        assertThat(lane.liveness.number()).isNotEqualTo(number);
        assertThat(lane.liveness.mayAct(number)).isFalse();
        assertThat(lane.finished).hasValue(1);
    }

    @Test
    void aLongPauseThatTheProviderAsksForHoldsUpTheChannelAndNotTheDelivery() {
        lane.channel.with(1, EAST);
        Job<String> job = job(lane.directive(), new DeliveryId(UUID.randomUUID()), 3);

        assertThat(comesAgainIn(job, Outcome.Scope.CHANNEL)).isLessThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(comesAgainIn(job, Outcome.Scope.RATE)).isLessThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(comesAgainIn(job, Outcome.Scope.DELIVERY)).isBetween(Duration.ofMinutes(10).minusSeconds(1), Duration.ofMinutes(11));
    }

    private Duration comesAgainIn(Job<String> job, Outcome.Scope scope) {
        var deferred = new Outcome.Deferred("fake:20429", Duration.ofDays(1), scope);
        var ending = (Ending.Settle) lane.attempts.answered(job, deferred, Instant.now(), Duration.ofMillis(50));
        return Objects.requireNonNull(ending.settlement().nextIn());
    }

    @Test
    void whoOptsOutWhileHisTextWaitsIsNotReached() {
        lane.channel.with(1, EAST);
        Job<String> fresh = job(lane.directive(), new DeliveryId(UUID.randomUUID()), 1);
        Job<String> late = fresh.waiting(fresh.since() - Duration.ofSeconds(31).toNanos());
        assertThat(stateAfter(late)).as("he is still there").isEqualTo(DeliveryState.ACCEPTED);

        lane.channel.optOut(fresh.delivery().recipient());

        assertThat(stateAfter(late)).isEqualTo(DeliveryState.CANCELLED);
        assertThat(lane.channel.sends()).isOne();
        assertThat(stateAfter(fresh)).as("his address was read just now").isEqualTo(DeliveryState.ACCEPTED);
    }

    @Test
    void whoHasAnotherAddressMeanwhileIsTakenUpAnew() {
        lane.channel.with(1, EAST);
        Job<String> fresh = job(lane.directive(), new DeliveryId(UUID.randomUUID()), 1);
        Delivery<String> d = fresh.delivery();
        var old = new Delivery<>(d.id(), d.directive(), d.recipient(), d.area(), "an earlier one", 1, d.claimedAt());

        Ending ending = lane.attempts.make(new Job<>(old, fresh.owner(), fresh.done())
                .waiting(fresh.since() - Duration.ofSeconds(31).toNanos()));

        assertThat(ending).isInstanceOf(Ending.PutBack.class);
        assertThat(lane.channel.sends()).isZero();
    }

    private DeliveryState stateAfter(Job<String> job) {
        return ((Ending.Settle) lane.attempts.make(job)).settlement().state();
    }

    private Job<String> job(IssuedDirective directive, DeliveryId id, int attempt) {
        Recipient recipient = lane.channel.recipients().getFirst();
        String address = Objects.requireNonNull(lane.channel.addresses(directive, List.of(recipient.id())).get(recipient.id()));
        return new Job<>(new Delivery<>(id, directive, recipient.id(), recipient.area(), address, attempt, Instant.now()),
                lane.liveness.number(), () -> {
                }).waiting(lane.attempts.count());
    }
}
