package loa.delivery.engine;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import javax.sql.DataSource;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import loa.contract.AreaCode;
import loa.contract.BulletinClass;
import loa.contract.Channel;
import loa.contract.Counts;
import loa.contract.Ids;
import loa.contract.IssuedDirective;
import loa.contract.LoaEvent;
import loa.contract.Planning;
import loa.contract.Topics;
import loa.delivery.Inquiry;
import loa.delivery.Outcome;
import loa.delivery.clock.Clocks;
import loa.delivery.control.ControlState;
import loa.delivery.control.Restraints;
import loa.delivery.control.SqlRestraints;
import loa.delivery.lane.Lanes;
import loa.delivery.pace.BackOff;
import loa.delivery.pace.PaceSettings;
import loa.delivery.postgres.Database;
import loa.delivery.support.FakeChannel;
import loa.delivery.support.InterposedSource;
import loa.delivery.support.TestDesk;
import loa.delivery.support.TestSchema;
import loa.sandbox.SharedServers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class DeliveryEngineEndToEndTest {
    private static final AreaCode EAST = new AreaCode("99001-01");
    private static final AreaCode WEST = new AreaCode("99001-02");
    private static final Duration LONG = Duration.ofSeconds(40);

    /** One pair of keys for all: what an earlier test said is genuine, as in a topic that is kept for ever. */
    @TempDir
    static Path directory;
    private final List<DeliveryEngine<String>> engines = new ArrayList<>();
    private TestSchema schema;
    private TestDesk desk;
    private FakeChannel channel;

    @BeforeEach
    void open() {
        schema = new TestSchema();
        desk = new TestDesk(directory, SharedServers.kafka().bootstrapServers());
        channel = new FakeChannel(Channel.SMS);
    }

    @AfterEach
    void close() throws InterruptedException {
        for (DeliveryEngine<String> engine : engines) {
            engine.stop();
        }
        desk.close();
        schema.close();
    }

    @Test
    void everyRecipientIsReachedOnceAndReported() throws InterruptedException {
        channel.with(2_000, EAST, WEST);
        start();
        IssuedDirective directive = desk.directive(BulletinClass.PRIORITY, Channel.SMS, Duration.ofHours(1), EAST, WEST);

        desk.issue(directive);

        await().atMost(LONG).until(() -> desk.counts(directive).accepted() == 2_000 && isComplete(directive));
        assertThat(channel.sends()).isEqualTo(2_000);
        assertThat(channel.sent()).hasSize(2_000);
        assertLedgerAgrees(directive);
        assertThat(desk.reports(directive)).anySatisfy(report -> assertThat(report.firstAttemptAt()).isNotNull());
    }

    @Test
    void faultsEndInTheRightStatesAndNobodyIsSentTwiceForNothing() throws InterruptedException {
        channel.with(2_000, EAST, WEST);
        Map<Object, AtomicInteger> tries = new ConcurrentHashMap<>();
        channel.answering(delivery -> {
            int nth = tries.computeIfAbsent(delivery.recipient(), r -> new AtomicInteger()).incrementAndGet();
            return switch (Math.floorMod(delivery.recipient().hashCode(), 10)) {
                case 0 -> new Outcome.Refused("fake:21211", "Số không hợp lệ");
                case 1 -> new Outcome.Gone("fake:gone", null);
                case 2 -> nth == 1 ? new Outcome.Deferred("fake:20429", null) : new Outcome.Accepted("second");
                case 3 -> nth == 1 ? new Outcome.Unknown("fake:timeout") : new Outcome.Accepted("again");
                case 4 -> {
                    if (nth == 1) {
                        throw new IllegalStateException("the sender is broken");
                    }
                    yield new Outcome.Accepted("thrice");
                }
                default -> new Outcome.Accepted("first");
            };
        });
        // of the unknown ones, the provider has those of 3 and does not have those of 4
        channel.listing(delivery -> Math.floorMod(delivery.recipient().hashCode(), 10) == 3
                ? new Inquiry.Answer.Found("found")
                : new Inquiry.Answer.NotFound());
        start();
        IssuedDirective directive = desk.directive(BulletinClass.EMERGENCY, Channel.SMS, Duration.ofHours(1), EAST, WEST);

        desk.issue(directive);

        await().atMost(LONG).until(() -> isComplete(directive) && desk.counts(directive).isSettled(false));
        Counts counts = desk.counts(directive);
        assertThat(counts.refused()).isEqualTo(ofClass(0));
        assertThat(counts.gone()).isEqualTo(ofClass(1));
        assertThat(counts.accepted()).isEqualTo(2_000 - ofClass(0) - ofClass(1));
        assertThat(channel.sends()).isEqualTo(2_000 + (int) ofClass(2) + (int) ofClass(4));
        assertThat(desk.reports(directive)).anySatisfy(report -> assertThat(report.failures())
                .anySatisfy(failure -> assertThat(failure.reason()).isEqualTo("fake:21211")));
        assertLedgerAgrees(directive);
    }

    @Test
    void cancelStopsWhatIsNotSentYet() throws InterruptedException {
        channel.with(2_000, EAST, WEST);
        Semaphore allowed = new Semaphore(300);
        channel.answering(delivery -> {
            allowed.acquireUninterruptibly();
            return new Outcome.Accepted("x");
        });
        start();
        IssuedDirective directive = desk.directive(BulletinClass.ROUTINE, Channel.SMS, Duration.ofHours(1), EAST, WEST);
        desk.issue(directive);
        await().atMost(LONG).until(() -> desk.counts(directive).accepted() >= 250);

        desk.cancel(directive);

        await().atMost(LONG).until(() -> desk.reports(directive).stream().anyMatch(r -> r.cancelAcknowledgedAt() != null));
        int sendsWhenAcknowledged = channel.sends();
        allowed.release(10_000);
        await().atMost(LONG).until(() -> isComplete(directive) && desk.counts(directive).isSettled(false));
        assertThat(channel.sends()).isEqualTo(sendsWhenAcknowledged);
        assertThat(desk.counts(directive).cancelled()).isEqualTo(2_000 - sendsWhenAcknowledged);
        assertLedgerAgrees(directive);
    }

    @Test
    void aCancelThatComesBeforeItsDirectiveIsRemembered() throws InterruptedException {
        channel.with(100, EAST);
        start();
        IssuedDirective directive = desk.directive(BulletinClass.EMERGENCY, Channel.SMS, Duration.ofHours(1), EAST);

        desk.cancel(directive);
        desk.issue(directive);

        await().atMost(LONG).until(() -> isComplete(directive));
        assertThat(channel.sends()).isZero();
    }

    @Test
    void whatIsHaltedStaysPlannedAndGoesOnAfterResume() throws InterruptedException {
        channel.with(2_000, EAST, WEST);
        start();
        desk.halt(Channel.SMS, WEST);
        await().atMost(LONG).until(() -> desk.acknowledgedHalts().stream().anyMatch(LoaEvent.HaltAcknowledged::halted));
        IssuedDirective directive = desk.directive(BulletinClass.EMERGENCY, Channel.SMS, Duration.ofHours(1), EAST, WEST);

        desk.issue(directive);

        await().atMost(LONG).until(() -> desk.counts(directive).accepted() == 1_000 && isComplete(directive));
        assertThat(desk.counts(directive).planned()).isEqualTo(1_000);
        desk.resume(Channel.SMS, WEST);
        await().atMost(LONG).until(() -> desk.counts(directive).accepted() == 2_000);
        assertThat(channel.sends()).isEqualTo(2_000);
        assertLedgerAgrees(directive);
    }

    @Test
    void aHaltInTheMiddlePutsClaimedOnesBack() throws InterruptedException {
        channel.with(1_000, EAST);
        Semaphore allowed = new Semaphore(100);
        channel.answering(delivery -> {
            allowed.acquireUninterruptibly();
            return new Outcome.Accepted("x");
        });
        start();
        IssuedDirective directive = desk.directive(BulletinClass.ROUTINE, Channel.SMS, Duration.ofHours(1), EAST);
        desk.issue(directive);
        await().atMost(LONG).until(() -> desk.counts(directive).accepted() == 100);

        desk.halt(Channel.SMS, EAST);
        await().atMost(LONG).until(() -> desk.acknowledgedHalts().stream().anyMatch(LoaEvent.HaltAcknowledged::halted));
        int sends = channel.sends();
        allowed.release(10_000);

        await().atMost(LONG).until(() -> desk.counts(directive).accepted() == sends && desk.counts(directive).sending() == 0);
        assertThat(desk.counts(directive).planned()).isEqualTo(1_000 - sends);
        desk.resume(Channel.SMS, EAST);
        await().atMost(LONG).until(() -> desk.counts(directive).accepted() == 1_000);
        assertThat(channel.sends()).isEqualTo(1_000);
        assertLedgerAgrees(directive);
    }

    @Test
    void aCrashLosesNobody() throws InterruptedException {
        channel.with(2_000, EAST, WEST);
        Semaphore allowed = new Semaphore(700);
        channel.answering(delivery -> {
            allowed.acquireUninterruptibly();
            return new Outcome.Accepted("x");
        });
        // the provider lists whoever was sent to and answered; the others it does not have
        channel.listing(delivery -> new Inquiry.Answer.NotFound());
        DeliveryEngine<String> first = start();
        IssuedDirective directive = desk.directive(BulletinClass.EMERGENCY, Channel.SMS, Duration.ofHours(1), EAST, WEST);
        desk.issue(directive);
        await().atMost(LONG).until(() -> desk.counts(directive).accepted() >= 600);

        first.abandon();
        allowed.release(100_000);
        start();

        await().atMost(LONG).until(() -> isComplete(directive) && desk.counts(directive).accepted() == 2_000);
        assertThat(channel.sent()).hasSize(2_000);
        long twice = channel.sent().values().stream().filter(sends -> sends.size() > 1).count();
        assertThat(twice).as("not more than were in flight").isLessThanOrEqualTo(512);
        assertThat(schema.number("select count(*) as number from attempt where code = 'owner-dead'")).isPositive();
        assertLedgerAgrees(directive);
    }

    @Test
    void whatExpiredIsRecordedAndNotSent() throws InterruptedException {
        channel.with(500, EAST);
        start();
        IssuedDirective late = desk.directive(BulletinClass.EMERGENCY, Channel.SMS, Duration.ofMillis(1), EAST);

        desk.issue(late);

        await().atMost(LONG).until(() -> desk.counts(late).expired() == 500);
        assertThat(channel.sends()).isZero();
        assertLedgerAgrees(late);
    }

    @Test
    void deferredOnesEndWithTheirDirective() throws InterruptedException {
        channel.with(50, EAST).answering(delivery -> new Outcome.Deferred("fake:busy", Duration.ofMinutes(1)));
        start();
        IssuedDirective directive = desk.directive(BulletinClass.PRIORITY, Channel.SMS, Duration.ofSeconds(4), EAST);

        desk.issue(directive);

        await().atMost(LONG).until(() -> desk.counts(directive).deferred() == 50);
        await().atMost(LONG).until(() -> desk.counts(directive).expired() == 50);
        assertThat(channel.sends()).isEqualTo(50);
        assertLedgerAgrees(directive);
    }

    @Test
    void whoOptedOutAfterPlanningIsNotSentTo() throws InterruptedException {
        channel.with(10, EAST);
        channel.optOut(channel.recipients().getFirst().id());
        start();
        IssuedDirective directive = desk.directive(BulletinClass.PRIORITY, Channel.SMS, Duration.ofHours(1), EAST);

        desk.issue(directive);

        await().atMost(LONG).until(() -> desk.counts(directive).accepted() == 9);
        assertThat(desk.counts(directive).cancelled()).isEqualTo(1);
        assertThat(desk.reports(directive)).anySatisfy(report -> assertThat(report.failures())
                .anySatisfy(failure -> assertThat(failure.reason()).isEqualTo("opted-out")));
    }

    @Test
    void anAudienceOfNobodyIsReportedComplete() throws InterruptedException {
        start();
        IssuedDirective directive = desk.directive(BulletinClass.PRIORITY, Channel.SMS, Duration.ofHours(1), EAST);

        desk.issue(directive);

        await().atMost(LONG).until(() -> isComplete(directive));
        assertThat(desk.counts(directive)).isEqualTo(Counts.NONE);
    }

    @Test
    void aForgedEventGoesToTheDeadLettersAndNoPhoneRings() throws InterruptedException {
        channel.with(10, EAST);
        start();
        IssuedDirective directive = desk.directive(BulletinClass.EMERGENCY, Channel.SMS, Duration.ofHours(1), EAST);
        var changed = desk.record(new LoaEvent.DirectiveIssued(directive));
        changed.value()[changed.value().length / 2] ^= 1;
        var unsigned = desk.record(new LoaEvent.DirectiveIssued(directive));
        unsigned.headers().remove("ce_signature");
        var id = Ids.next();
        IssuedDirective genuine = desk.directive(BulletinClass.EMERGENCY, Channel.SMS, Duration.ofHours(1), WEST);
        IssuedDirective other = desk.directive(BulletinClass.EMERGENCY, Channel.SMS, Duration.ofHours(1), EAST);

        desk.send(changed);
        desk.send(unsigned);
        desk.send(desk.record(new LoaEvent.DirectiveIssued(genuine), id));
        await().atMost(LONG).until(() -> isComplete(genuine));
        desk.send(desk.record(new LoaEvent.DirectiveIssued(other), id));

        List<String> ours = List.of(directive.directive().toString(), other.directive().toString());
        await().atMost(LONG).until(() -> desk.deadLetters().stream().filter(letter -> ours.contains(letter.key())).count() >= 3);
        assertThat(desk.deadLetters()).filteredOn(letter -> ours.contains(letter.key()))
                .extracting(letter -> new String(letter.headers().lastHeader("loa_reason").value(), StandardCharsets.UTF_8))
                .containsExactlyInAnyOrder("forged", "unsigned", "changed-bytes");
        assertThat(channel.sends()).isZero();
    }

    @Test
    void aPoisonedWorkRecordIsADeadLetterAndHoldsUpNobody() throws InterruptedException {
        channel.with(100, EAST);
        start();
        String topic = Topics.work(Channel.SMS, BulletinClass.EMERGENCY);
        for (int partition = 0; partition < 6; partition++) {
            desk.send(new ProducerRecord<>(topic, partition, "poison", new byte[]{'{', (byte) 0xff, 0}));
        }
        IssuedDirective directive = desk.directive(BulletinClass.EMERGENCY, Channel.SMS, Duration.ofHours(1), EAST);

        desk.issue(directive);

        await().atMost(LONG).until(() -> desk.counts(directive).accepted() == 100);
        await().atMost(LONG).until(() -> desk.deadLetters().stream().filter(letter -> "poison".equals(letter.key())).count() == 6);
        assertThat(desk.deadLetters()).filteredOn(letter -> "poison".equals(letter.key())).allSatisfy(letter -> {
            assertThat(new String(letter.headers().lastHeader("loa_reason").value(), StandardCharsets.UTF_8)).isEqualTo("unreadable");
            assertThat(new String(letter.headers().lastHeader("loa_topic").value(), StandardCharsets.UTF_8)).isEqualTo(topic);
            assertThat(new String(letter.headers().lastHeader("loa_refused_by").value(), StandardCharsets.UTF_8)).isEqualTo("sms");
            assertThat(letter.value()).containsExactly('{', (byte) 0xff, 0);
        });
    }

    @Test
    void anEmptySchemaHoldsWhatIsInForce() throws InterruptedException {
        channel.with(100, EAST);
        start();
        IssuedDirective directive = desk.directive(BulletinClass.EMERGENCY, Channel.SMS, Duration.ofHours(1), EAST);
        desk.issue(directive);
        await().atMost(LONG).until(() -> desk.counts(directive).accepted() == 100);
        engines.removeFirst().stop();

        schema.close();
        schema = new TestSchema();
        start();

        await().atMost(LONG)
                .until(() -> schema.number("select count(*) as number from directive_taken where state = 'held' and directive = '"
                        + directive.directive() + "'") == 1);
        IssuedDirective fresh = desk.directive(BulletinClass.EMERGENCY, Channel.SMS, Duration.ofHours(1), EAST);
        desk.issue(fresh);
        await().atMost(LONG).until(() -> desk.counts(fresh).accepted() == 100);
        assertThat(channel.sends()).isEqualTo(200);
    }

    @Test
    void twoInstancesShareTheWorkAndCountEveryIdOnce() throws InterruptedException {
        channel.with(2_000, EAST, WEST);
        channel.answering(delivery -> {
            // long enough that both have a part of it
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(20_000_000));
            return new Outcome.Accepted("x");
        });
        start();
        start();
        IssuedDirective directive = desk.directive(BulletinClass.PRIORITY, Channel.SMS, Duration.ofHours(1), EAST, WEST);

        desk.issue(directive);

        await().atMost(LONG).until(() -> desk.counts(directive).accepted() == 2_000 && isComplete(directive));
        assertThat(channel.sends()).isEqualTo(2_000);
        assertLedgerAgrees(directive);
    }

    @Test
    void anErrorInOnePartEndsTheEngineAndAnotherOneTakesOver() throws InterruptedException {
        AtomicBoolean broken = new AtomicBoolean(true);
        channel.with(100, EAST).failingFor(recipient -> {
            if (broken.getAndSet(false)) {
                throw new NoClassDefFoundError("missing");
            }
            return false;
        });
        DeliveryEngine<String> first = start();
        IssuedDirective directive = desk.directive(BulletinClass.EMERGENCY, Channel.SMS, Duration.ofHours(1), EAST);

        desk.issue(directive);
        await().atMost(LONG).until(() -> !broken.get() && !first.isAbleToSend());
        start();

        await().atMost(LONG).until(() -> desk.counts(directive).accepted() == 100);
        assertThat(first.isAbleToSend()).isFalse();
        assertThat(channel.sends()).isEqualTo(100);
        assertLedgerAgrees(directive);
    }

    @Test
    void stopsInTimeAlsoWhenPostgresDoesNotAnswer() throws InterruptedException {
        channel.with(10, EAST);
        InterposedSource source = new InterposedSource(schema.source());
        DeliveryEngine<String> engine = start(source.source());
        CountDownLatch back = new CountDownLatch(1);
        source.beforeConnections(() -> awaitUninterruptibly(back));

        long begun = System.nanoTime();
        engine.stop();

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(8));
        back.countDown();
    }

    @Test
    void anEngineThatIsStoppedWhileItStartsDoesNotRun() throws InterruptedException {
        InterposedSource source = new InterposedSource(schema.source());
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch back = new CountDownLatch(1);
        source.beforeConnections(() -> {
            asked.countDown();
            back.await();
        });
        DeliveryEngine<String> engine = engine(source.source());
        Thread starting = Thread.ofVirtual().start(() -> {
            try {
                engine.start();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        asked.await();

        engine.stop();
        back.countDown();

        assertThat(starting.join(LONG)).isTrue();
        assertThat(engine.isAbleToSend()).isFalse();
        assertThat(schema.number("select count(*) as number from engine_instance")).isZero();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                // as a read from a socket does
            }
        }
    }

    private DeliveryEngine<String> start() throws InterruptedException {
        return start(schema.source());
    }

    private DeliveryEngine<String> start(DataSource source) throws InterruptedException {
        DeliveryEngine<String> engine = engine(source);
        engine.start();
        if (engines.isEmpty()) {
            desk.listen();
        }
        engines.add(engine);
        return engine;
    }

    private DeliveryEngine<String> engine(DataSource source) {
        var pace = new Lanes.Pace(new PaceSettings(512, 128, 0), new BackOff(Duration.ofMillis(200), Duration.ofSeconds(5)),
                Duration.ofMillis(500));
        var settings = new EngineSettings("test-" + engines.size(), pace, Duration.ofSeconds(2), Duration.ofSeconds(6), 1, false, 24);
        var outside = new Surroundings(new Surroundings.Connections(source, source), Map.of("bootstrap.servers", desk.bootstrap()),
                desk.keys().signingKey("k1"),
                desk.keys().ring(), Clock.systemUTC(), new SimpleMeterRegistry());
        var controls = new ControlState(new SqlRestraints(new Database(source)), Clocks.by(Clock.systemUTC()));
        return new DeliveryEngine<>(channel.ports(), settings, outside, controls);
    }

    private long ofClass(int remainder) {
        return channel.recipients().stream().filter(r -> Math.floorMod(r.id().hashCode(), 10) == remainder).count();
    }

    private boolean isComplete(IssuedDirective directive) {
        List<LoaEvent.DeliveryReport> reports = desk.reports(directive);
        return !reports.isEmpty() && reports.stream().allMatch(r -> r.planning() == Planning.COMPLETE);
    }

    /** The tally says what the rows say. */
    private void assertLedgerAgrees(IssuedDirective directive) {
        String id = directive.directive().toString();
        for (String state : List.of("sending", "deferred", "unknown", "accepted", "refused", "gone", "expired", "cancelled")) {
            assertThat(schema.number("select coalesce(sum(" + state + "), 0)::bigint as number from tally where directive = '" + id + "'"))
                    .as(state).isEqualTo(schema.number("select count(*) as number from delivery where state = '" + state
                            + "' and revision_key in (select revision_key from directive_taken where directive = '" + id + "')"));
        }
    }
}
