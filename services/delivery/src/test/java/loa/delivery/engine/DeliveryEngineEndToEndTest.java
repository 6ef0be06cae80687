package loa.delivery.engine;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import loa.contract.BulletinClass;
import loa.contract.Channel;
import loa.contract.Counts;
import loa.contract.Ids;
import loa.contract.IssuedDirective;
import loa.contract.LoaEvent;
import loa.contract.Topics;
import loa.delivery.Inquiry;
import loa.delivery.Outcome;

import static loa.delivery.engine.EngineFixture.EAST;
import static loa.delivery.engine.EngineFixture.LONG;
import static loa.delivery.engine.EngineFixture.WEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** From an issued directive to counts that nothing changes any more, on real Kafka and PostgreSQL. */
class DeliveryEngineEndToEndTest {
    private final EngineFixture engine = new EngineFixture();

    @AfterEach
    void close() throws InterruptedException {
        engine.close();
    }

    @Test
    void everyRecipientIsReachedOnceAndReported() throws InterruptedException {
        engine.channel.with(2_000, EAST, WEST);
        engine.start();
        IssuedDirective directive = engine.desk.directive(BulletinClass.PRIORITY, Channel.SMS, Duration.ofHours(1), EAST, WEST);

        engine.desk.issue(directive);

        await().atMost(LONG).until(() -> engine.desk.counts(directive).accepted() == 2_000 && engine.isComplete(directive));
        assertThat(engine.channel.sends()).isEqualTo(2_000);
        assertThat(engine.channel.sent()).hasSize(2_000);
        engine.assertLedgerAgrees(directive);
        assertThat(engine.desk.reports(directive)).anySatisfy(report -> assertThat(report.firstAttemptAt()).isNotNull());
    }

    @Test
    void faultsEndInTheRightStatesAndNobodyIsSentTwiceForNothing() throws InterruptedException {
        engine.channel.with(2_000, EAST, WEST);
        Map<Object, AtomicInteger> tries = new ConcurrentHashMap<>();
        engine.channel.answering(delivery -> {
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
        engine.channel.listing(delivery -> Math.floorMod(delivery.recipient().hashCode(), 10) == 3
                ? new Inquiry.Answer.Found("found")
                : new Inquiry.Answer.NotFound());
        engine.start();
        IssuedDirective directive = engine.desk.directive(BulletinClass.EMERGENCY, Channel.SMS, Duration.ofHours(1), EAST, WEST);

        engine.desk.issue(directive);

        await().atMost(LONG).until(() -> engine.isComplete(directive) && engine.desk.counts(directive).isSettled(false));
        Counts counts = engine.desk.counts(directive);
        assertThat(counts.refused()).isEqualTo(engine.ofClass(0));
        assertThat(counts.gone()).isEqualTo(engine.ofClass(1));
        assertThat(counts.accepted()).isEqualTo(2_000 - engine.ofClass(0) - engine.ofClass(1));
        assertThat(engine.channel.sends()).isEqualTo(2_000 + (int) engine.ofClass(2) + (int) engine.ofClass(4));
        assertThat(engine.desk.reports(directive)).anySatisfy(report -> assertThat(report.failures())
                .anySatisfy(failure -> assertThat(failure.reason()).isEqualTo("fake:21211")));
        engine.assertLedgerAgrees(directive);
    }

    @Test
    void whoOptedOutAfterPlanningIsNotSentTo() throws InterruptedException {
        engine.channel.with(10, EAST);
        engine.channel.optOut(engine.channel.recipients().getFirst().id());
        engine.start();
        IssuedDirective directive = engine.desk.directive(BulletinClass.PRIORITY, Channel.SMS, Duration.ofHours(1), EAST);

        engine.desk.issue(directive);

        await().atMost(LONG).until(() -> engine.desk.counts(directive).accepted() == 9);
        assertThat(engine.desk.counts(directive).cancelled()).isEqualTo(1);
        assertThat(engine.desk.reports(directive)).anySatisfy(report -> assertThat(report.failures())
                .anySatisfy(failure -> assertThat(failure.reason()).isEqualTo("opted-out")));
    }

    @Test
    void anAudienceOfNobodyIsReportedComplete() throws InterruptedException {
        engine.start();
        IssuedDirective directive = engine.desk.directive(BulletinClass.PRIORITY, Channel.SMS, Duration.ofHours(1), EAST);

        engine.desk.issue(directive);

        await().atMost(LONG).until(() -> engine.isComplete(directive));
        assertThat(engine.desk.counts(directive)).isEqualTo(Counts.NONE);
    }

    @Test
    void aForgedEventGoesToTheDeadLettersAndNoPhoneRings() throws InterruptedException {
        engine.channel.with(10, EAST);
        engine.start();
        IssuedDirective directive = engine.desk.directive(BulletinClass.EMERGENCY, Channel.SMS, Duration.ofHours(1), EAST);
        var changed = engine.desk.record(new LoaEvent.DirectiveIssued(directive));
        changed.value()[changed.value().length / 2] ^= 1;
        var unsigned = engine.desk.record(new LoaEvent.DirectiveIssued(directive));
        unsigned.headers().remove("ce_signature");
        var id = Ids.next();
        IssuedDirective genuine = engine.desk.directive(BulletinClass.EMERGENCY, Channel.SMS, Duration.ofHours(1), WEST);
        IssuedDirective other = engine.desk.directive(BulletinClass.EMERGENCY, Channel.SMS, Duration.ofHours(1), EAST);

        engine.desk.send(changed);
        engine.desk.send(unsigned);
        engine.desk.send(engine.desk.record(new LoaEvent.DirectiveIssued(genuine), id));
        await().atMost(LONG).until(() -> engine.isComplete(genuine));
        engine.desk.send(engine.desk.record(new LoaEvent.DirectiveIssued(other), id));

        List<String> ours = List.of(directive.directive().toString(), other.directive().toString());
        await().atMost(LONG).until(() -> engine.desk.deadLetters().stream().filter(letter -> ours.contains(letter.key())).count() >= 3);
        assertThat(engine.desk.deadLetters()).filteredOn(letter -> ours.contains(letter.key()))
                .extracting(letter -> new String(letter.headers().lastHeader("loa_reason").value(), StandardCharsets.UTF_8))
                .containsExactlyInAnyOrder("forged", "unsigned", "changed-bytes");
        assertThat(engine.channel.sends()).isZero();
    }

    @Test
    void aPoisonedWorkRecordIsADeadLetterAndHoldsUpNobody() throws InterruptedException {
        engine.channel.with(100, EAST);
        engine.start();
        String topic = Topics.work(Channel.SMS, BulletinClass.EMERGENCY);
        for (int partition = 0; partition < 6; partition++) {
            engine.desk.send(new ProducerRecord<>(topic, partition, "poison", new byte[]{'{', (byte) 0xff, 0}));
        }
        IssuedDirective directive = engine.desk.directive(BulletinClass.EMERGENCY, Channel.SMS, Duration.ofHours(1), EAST);

        engine.desk.issue(directive);

        await().atMost(LONG).until(() -> engine.desk.counts(directive).accepted() == 100);
        await().atMost(LONG).until(() -> engine.desk.deadLetters().stream().filter(letter -> "poison".equals(letter.key())).count() == 6);
        assertThat(engine.desk.deadLetters()).filteredOn(letter -> "poison".equals(letter.key())).allSatisfy(letter -> {
            assertThat(new String(letter.headers().lastHeader("loa_reason").value(), StandardCharsets.UTF_8)).isEqualTo("unreadable");
            assertThat(new String(letter.headers().lastHeader("loa_topic").value(), StandardCharsets.UTF_8)).isEqualTo(topic);
            assertThat(new String(letter.headers().lastHeader("loa_refused_by").value(), StandardCharsets.UTF_8)).isEqualTo("sms");
            assertThat(letter.value()).containsExactly('{', (byte) 0xff, 0);
        });
    }
}
