package loa.delivery.engine;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import loa.contract.BulletinClass;
import loa.contract.Channel;
import loa.contract.IssuedDirective;
import loa.delivery.Inquiry;
import loa.delivery.Outcome;
import loa.delivery.support.InterposedSource;

import static loa.delivery.engine.EngineFixture.EAST;
import static loa.delivery.engine.EngineFixture.LONG;
import static loa.delivery.engine.EngineFixture.WEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Engines that die, share, take over, lose their ledger or have to end. */
class EngineCrashEndToEndTest {
    private final EngineFixture engine = new EngineFixture();

    @AfterEach
    void close() throws InterruptedException {
        engine.close();
    }

    @Test
    void aCrashLosesNobody() throws InterruptedException {
        engine.channel.with(2_000, EAST, WEST);
        Semaphore allowed = engine.channel.accepting(700);
        // the provider lists whoever was sent to and answered; the others it does not have
        engine.channel.listing(delivery -> new Inquiry.Answer.NotFound());
        DeliveryEngine<String> first = engine.start();
        IssuedDirective directive = engine.desk.directive(BulletinClass.EMERGENCY, Channel.SMS, Duration.ofHours(1), EAST, WEST);
        engine.desk.issue(directive);
        await().atMost(LONG).until(() -> engine.desk.counts(directive).accepted() >= 600);

        first.abandon();
        allowed.release(100_000);
        engine.start();

        await().atMost(LONG).until(() -> engine.isComplete(directive) && engine.desk.counts(directive).accepted() == 2_000);
        assertThat(engine.channel.sent()).hasSize(2_000);
        long twice = engine.channel.sent().values().stream().filter(sends -> sends.size() > 1).count();
        assertThat(twice).as("not more than were in flight").isLessThanOrEqualTo(512);
        assertThat(engine.schema.number("select count(*) as number from attempt where code = 'owner-dead'")).isPositive();
        engine.assertLedgerAgrees(directive);
    }

    @Test
    void anEmptySchemaHoldsWhatIsInForce() throws InterruptedException {
        engine.channel.with(100, EAST);
        engine.start();
        IssuedDirective directive = engine.desk.directive(BulletinClass.EMERGENCY, Channel.SMS, Duration.ofHours(1), EAST);
        engine.desk.issue(directive);
        await().atMost(LONG).until(() -> engine.desk.counts(directive).accepted() == 100);
        engine.engines.removeFirst().stop();

        engine.loseSchema();
        engine.start();

        await().atMost(LONG)
                .until(() -> engine.schema.number("select count(*) as number from directive_taken where state = 'held' and directive = '"
                        + directive.directive() + "'") == 1);
        IssuedDirective fresh = engine.desk.directive(BulletinClass.EMERGENCY, Channel.SMS, Duration.ofHours(1), EAST);
        engine.desk.issue(fresh);
        await().atMost(LONG).until(() -> engine.desk.counts(fresh).accepted() == 100);
        assertThat(engine.channel.sends()).isEqualTo(200);
    }

    @Test
    void twoInstancesShareTheWorkAndCountEveryIdOnce() throws InterruptedException {
        engine.channel.with(2_000, EAST, WEST);
        engine.channel.answering(delivery -> {
            // long enough that both have a part of it
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(20_000_000));
            return new Outcome.Accepted("x");
        });
        engine.start();
        engine.start();
        IssuedDirective directive = engine.desk.directive(BulletinClass.PRIORITY, Channel.SMS, Duration.ofHours(1), EAST, WEST);

        engine.desk.issue(directive);

        await().atMost(LONG).until(() -> engine.desk.counts(directive).accepted() == 2_000 && engine.isComplete(directive));
        assertThat(engine.channel.sends()).isEqualTo(2_000);
        engine.assertLedgerAgrees(directive);
    }

    @Test
    void anErrorInOnePartEndsTheEngineAndAnotherOneTakesOver() throws InterruptedException {
        AtomicBoolean broken = new AtomicBoolean(true);
        engine.channel.with(100, EAST).failingFor(recipient -> {
            if (broken.getAndSet(false)) {
                throw new NoClassDefFoundError("missing");
            }
            return false;
        });
        DeliveryEngine<String> first = engine.start();
        IssuedDirective directive = engine.desk.directive(BulletinClass.EMERGENCY, Channel.SMS, Duration.ofHours(1), EAST);

        engine.desk.issue(directive);
        await().atMost(LONG).until(() -> !broken.get() && !first.isAbleToSend());
        engine.start();

        await().atMost(LONG).until(() -> engine.desk.counts(directive).accepted() == 100);
        assertThat(first.isAbleToSend()).isFalse();
        assertThat(engine.channel.sends()).isEqualTo(100);
        engine.assertLedgerAgrees(directive);
    }

    @Test
    void stopsInTimeAlsoWhenPostgresDoesNotAnswer() throws InterruptedException {
        engine.channel.with(10, EAST);
        InterposedSource source = new InterposedSource(engine.schema.source());
        DeliveryEngine<String> started = engine.start(source.source());
        CountDownLatch back = new CountDownLatch(1);
        source.beforeConnections(() -> awaitUninterruptibly(back));

        long begun = System.nanoTime();
        started.stop();

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(8));
        back.countDown();
    }

    @Test
    void anEngineThatIsStoppedWhileItStartsDoesNotRun() throws InterruptedException {
        InterposedSource source = new InterposedSource(engine.schema.source());
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch back = new CountDownLatch(1);
        source.beforeConnections(() -> {
            asked.countDown();
            back.await();
        });
        DeliveryEngine<String> started = engine.make(source.source());
        Thread starting = Thread.ofVirtual().start(() -> {
            try {
                started.start();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        asked.await();

        started.stop();
        back.countDown();

        assertThat(starting.join(LONG)).isTrue();
        assertThat(started.isAbleToSend()).isFalse();
        assertThat(engine.schema.number("select count(*) as number from engine_instance")).isZero();
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
}
