package loa.delivery.engine;

import java.time.Duration;
import java.util.concurrent.Semaphore;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import loa.contract.BulletinClass;
import loa.contract.Channel;
import loa.contract.IssuedDirective;
import loa.contract.LoaEvent;
import loa.delivery.Outcome;

import static loa.delivery.engine.EngineFixture.EAST;
import static loa.delivery.engine.EngineFixture.LONG;
import static loa.delivery.engine.EngineFixture.WEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What is cancelled, halted or over is not sent. */
class EngineRestraintEndToEndTest {
    private final EngineFixture engine = new EngineFixture();

    @AfterEach
    void close() throws InterruptedException {
        engine.close();
    }

    @Test
    void cancelStopsWhatIsNotSentYet() throws InterruptedException {
        engine.channel.with(2_000, EAST, WEST);
        Semaphore allowed = engine.channel.accepting(300);
        engine.start();
        IssuedDirective directive = engine.desk.directive(BulletinClass.ROUTINE, Channel.SMS, Duration.ofHours(1), EAST, WEST);
        engine.desk.issue(directive);
        await().atMost(LONG).until(() -> engine.desk.counts(directive).accepted() >= 250);

        engine.desk.cancel(directive);

        await().atMost(LONG).until(() -> engine.desk.reports(directive).stream().anyMatch(r -> r.cancelAcknowledgedAt() != null));
        int sendsWhenAcknowledged = engine.channel.sends();
        allowed.release(10_000);
        await().atMost(LONG).until(() -> engine.isComplete(directive) && engine.desk.counts(directive).isSettled(false));
        assertThat(engine.channel.sends()).isEqualTo(sendsWhenAcknowledged);
        assertThat(engine.desk.counts(directive).cancelled()).isEqualTo(2_000 - sendsWhenAcknowledged);
        engine.assertLedgerAgrees(directive);
    }

    @Test
    void aCancelThatComesBeforeItsDirectiveIsRemembered() throws InterruptedException {
        engine.channel.with(100, EAST);
        engine.start();
        IssuedDirective directive = engine.desk.directive(BulletinClass.EMERGENCY, Channel.SMS, Duration.ofHours(1), EAST);

        engine.desk.cancel(directive);
        engine.desk.issue(directive);

        await().atMost(LONG).until(() -> engine.isComplete(directive));
        assertThat(engine.channel.sends()).isZero();
    }

    @Test
    void whatIsHaltedStaysPlannedAndGoesOnAfterResume() throws InterruptedException {
        engine.channel.with(2_000, EAST, WEST);
        engine.start();
        engine.desk.halt(Channel.SMS, WEST);
        await().atMost(LONG).until(() -> engine.desk.acknowledgedHalts().stream().anyMatch(LoaEvent.HaltAcknowledged::halted));
        IssuedDirective directive = engine.desk.directive(BulletinClass.EMERGENCY, Channel.SMS, Duration.ofHours(1), EAST, WEST);

        engine.desk.issue(directive);

        await().atMost(LONG).until(() -> engine.desk.counts(directive).accepted() == 1_000 && engine.isComplete(directive));
        assertThat(engine.desk.counts(directive).planned()).isEqualTo(1_000);
        engine.desk.resume(Channel.SMS, WEST);
        await().atMost(LONG).until(() -> engine.desk.counts(directive).accepted() == 2_000);
        assertThat(engine.channel.sends()).isEqualTo(2_000);
        engine.assertLedgerAgrees(directive);
    }

    @Test
    void aHaltInTheMiddlePutsClaimedOnesBack() throws InterruptedException {
        engine.channel.with(1_000, EAST);
        Semaphore allowed = engine.channel.accepting(100);
        engine.start();
        IssuedDirective directive = engine.desk.directive(BulletinClass.ROUTINE, Channel.SMS, Duration.ofHours(1), EAST);
        engine.desk.issue(directive);
        await().atMost(LONG).until(() -> engine.desk.counts(directive).accepted() == 100);

        engine.desk.halt(Channel.SMS, EAST);
        await().atMost(LONG).until(() -> engine.desk.acknowledgedHalts().stream().anyMatch(LoaEvent.HaltAcknowledged::halted));
        int sends = engine.channel.sends();
        allowed.release(10_000);

        await().atMost(LONG).until(() -> engine.desk.counts(directive).accepted() == sends && engine.desk.counts(directive).sending() == 0);
        assertThat(engine.desk.counts(directive).planned()).isEqualTo(1_000 - sends);
        engine.desk.resume(Channel.SMS, EAST);
        await().atMost(LONG).until(() -> engine.desk.counts(directive).accepted() == 1_000);
        assertThat(engine.channel.sends()).isEqualTo(1_000);
        engine.assertLedgerAgrees(directive);
    }

    @Test
    void whatExpiredIsRecordedAndNotSent() throws InterruptedException {
        engine.channel.with(500, EAST);
        engine.start();
        IssuedDirective late = engine.desk.directive(BulletinClass.EMERGENCY, Channel.SMS, Duration.ofMillis(1), EAST);

        engine.desk.issue(late);

        await().atMost(LONG).until(() -> engine.desk.counts(late).expired() == 500);
        assertThat(engine.channel.sends()).isZero();
        engine.assertLedgerAgrees(late);
    }

    @Test
    void deferredOnesEndWithTheirDirective() throws InterruptedException {
        engine.channel.with(50, EAST).answering(delivery -> new Outcome.Deferred("fake:busy", Duration.ofMinutes(1)));
        engine.start();
        IssuedDirective directive = engine.desk.directive(BulletinClass.PRIORITY, Channel.SMS, Duration.ofSeconds(4), EAST);

        engine.desk.issue(directive);

        await().atMost(LONG).until(() -> engine.desk.counts(directive).deferred() == 50);
        await().atMost(LONG).until(() -> engine.desk.counts(directive).expired() == 50);
        assertThat(engine.channel.sends()).isEqualTo(50);
        engine.assertLedgerAgrees(directive);
    }
}
