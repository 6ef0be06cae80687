package loa.delivery.engine;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import loa.contract.BulletinClass;
import loa.contract.Channel;
import loa.contract.Counts;
import loa.contract.DirectiveId;
import loa.contract.IssuedDirective;
import loa.delivery.Revision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What the desk has signed and the channel's database does not take. */
@Timeout(180)
class RefusedEventsEndToEndTest {
    private static final Duration LIFE = Duration.ofMinutes(2);

    private final EngineFixture engine = new EngineFixture();

    @AfterEach
    void close() throws InterruptedException {
        engine.close();
    }

    @Test
    void whatTheDatabaseRefusesIsADeadLetterAndHoldsUpNobody() throws InterruptedException {
        engine.channel.with(10, EngineFixture.EAST);
        engine.start();
        engine.schema.change("alter table directive_taken add constraint no_routine check (lane <> 'routine')");
        IssuedDirective refused = directive(BulletinClass.ROUTINE, DirectiveId.next());

        engine.desk.issue(refused);
        awaitLetter(refused);
        IssuedDirective next = directive(BulletinClass.EMERGENCY, DirectiveId.next());
        engine.desk.issue(next);

        await().atMost(EngineFixture.LONG).until(() -> engine.desk.counts(next).accepted() == 10);
    }

    @Test
    void ofTwoDirectivesWithOneKeyTheSecondIsADeadLetter() throws InterruptedException {
        engine.channel.with(10, EngineFixture.EAST);
        engine.start();
        UUID id = DirectiveId.next().value();
        // the key is of the milliseconds and the last 21 bits
        IssuedDirective first = directive(BulletinClass.PRIORITY, new DirectiveId(id));
        IssuedDirective second = directive(BulletinClass.PRIORITY,
                new DirectiveId(new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits() ^ 1L << 40)));
        assertThat(Revision.of(second).key()).isEqualTo(Revision.of(first).key());

        engine.desk.issue(first);
        await().atMost(EngineFixture.LONG).until(() -> engine.desk.counts(first).accepted() == 10);
        engine.desk.issue(second);

        awaitLetter(second);
        IssuedDirective next = directive(BulletinClass.PRIORITY, DirectiveId.next());
        engine.desk.issue(next);
        await().atMost(EngineFixture.LONG).until(() -> engine.desk.counts(next).accepted() == 10);
        assertThat(engine.desk.counts(second)).isEqualTo(Counts.NONE);
    }

    @Test
    void anOrderToStopIsNeverPassedOver() throws InterruptedException {
        engine.channel.with(10, EngineFixture.EAST);
        engine.start();
        // counts what is tried: a sequence remembers also what is rolled back
        engine.schema.change("create sequence tries");
        engine.schema.change("alter table withdrawal add constraint none check (nextval('tries') < 0)");
        IssuedDirective cancelled = directive(BulletinClass.PRIORITY, DirectiveId.next());
        engine.desk.cancel(cancelled);
        awaitTries(3);
        IssuedDirective next = directive(BulletinClass.PRIORITY, DirectiveId.next());
        engine.desk.issue(next);
        awaitTries(7);
        assertThat(lettersOf(cancelled)).isEmpty();
        assertThat(engine.channel.sends()).as("who does not know what was stopped sends nothing").isZero();

        engine.schema.change("alter table withdrawal drop constraint none");

        await().atMost(EngineFixture.LONG).until(() -> engine.desk.counts(next).accepted() == 10);
        assertThat(engine.schema.number("select count(*) as number from withdrawal where directive = '" + cancelled.directive() + "'"))
                .isEqualTo(1);
    }

    @Test
    void aDirectiveOfWhoseMonthReceiptsHaveComeBeforeIsTaken() throws InterruptedException {
        engine.channel.with(10, EngineFixture.EAST);
        engine.start();
        long made = OffsetDateTime.of(2020, 2, 10, 0, 0, 0, 0, ZoneOffset.UTC).toInstant().toEpochMilli();
        UUID old = new UUID(made << 16 | 0x7000, 1L << 63 | UUID.randomUUID().getLeastSignificantBits() >>> 2);
        engine.schema.change("insert into receipt (delivery, at, received_at, status) values ('" + old + "', now(), now(), 'delivered')");
        IssuedDirective directive = directive(BulletinClass.PRIORITY, new DirectiveId(old));

        engine.desk.issue(directive);

        await().atMost(EngineFixture.LONG).until(() -> engine.desk.counts(directive).accepted() == 10);
        assertThat(engine.schema.number("select count(*) as number from receipt_2020_02")).isEqualTo(1);
        assertThat(engine.schema.number("select count(*) as number from receipt_of_nobody")).isZero();
    }

    private IssuedDirective directive(BulletinClass lane, DirectiveId id) {
        IssuedDirective like = engine.desk.directive(lane, Channel.SMS, LIFE, EngineFixture.EAST);
        return new IssuedDirective(id, 1, like.checkCode(), like.issuingBody(), like.source(), lane, false, like.channels(),
                like.areas(), like.coveredAreas(), like.bulletins(), like.effective(), like.expires(), like.issuedAt());
    }

    private void awaitTries(int tries) {
        await().atMost(EngineFixture.LONG).until(() -> engine.schema.number("select last_value as number from tries") >= tries);
    }

    private void awaitLetter(IssuedDirective refused) {
        await().atMost(EngineFixture.LONG).until(() -> !lettersOf(refused).isEmpty());
        assertThat(lettersOf(refused)).containsOnly("unstorable");
    }

    private List<String> lettersOf(IssuedDirective directive) {
        return engine.desk.deadLetters().stream().filter(letter -> directive.directive().toString().equals(letter.key()))
                .map(letter -> new String(letter.headers().lastHeader("loa_reason").value(), StandardCharsets.UTF_8)).toList();
    }
}
