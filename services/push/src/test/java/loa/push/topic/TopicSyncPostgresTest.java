package loa.push.topic;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import loa.contract.AreaCode;
import loa.delivery.provider.ProviderFailures;
import loa.push.Directives;
import loa.push.PushSchema;
import loa.push.address.PushToken;
import loa.push.address.TopicName;

import static org.assertj.core.api.Assertions.assertThat;

class TopicSyncPostgresTest {
    private final PushSchema schema = PushSchema.fresh();
    private final TopicMemberships memberships = new TopicMemberships(schema.jdbc);
    private final FakeProvider provider = new FakeProvider();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private volatile Instant time = Directives.NOW.toInstant();
    private final TopicSync sync = new TopicSync(new TopicChanges(schema.jdbc, schema.vault, () -> time), provider,
            new EmergencyPause(meters, () -> time), new ProviderFailures(meters, "fcm", "topic", () -> time), 100);

    @AfterEach
    void close() {
        sync.close();
    }

    @Test
    void whatIsWishedIsAskedOfTheProviderOnce() {
        wish("tok-1", "99", "99001");
        assertThat(sync.runOnce()).isEqualTo(2);
        assertThat(provider.members).containsExactly("tok-1 area.99.vi", "tok-1 area.99001.vi");
        assertThat(members()).isEqualTo(2);
        assertThat(sync.runOnce()).isZero();
        wish("tok-1", "99", "99001");
        assertThat(sync.runOnce()).isZero();
    }

    @Test
    void aTopicIsLeftAndItsRowGoes() {
        wish("tok-1", "99", "99001");
        sync.runOnce();
        wish("tok-1", "99");
        assertThat(sync.runOnce()).isEqualTo(1);
        assertThat(provider.members).containsExactly("tok-1 area.99.vi");
        memberships.leave(List.of(schema.vault.fingerprint("tok-1")), time);
        sync.runOnce();
        assertThat(provider.members).isEmpty();
        assertThat(schema.jdbc.sql("SELECT count(*) FROM topic_membership").query(Long.class).single()).isZero();
    }

    @Test
    void aRefusalForNowIsTriedAgainLaterAndLater() {
        wish("tok-1", "99");
        provider.answer = new TopicProvider.Answer.Later("503");
        assertThat(sync.runOnce()).isEqualTo(1);
        assertThat(sync.runOnce()).isZero();
        time = time.plusSeconds(10);
        assertThat(sync.runOnce()).isEqualTo(1);
        time = time.plusSeconds(10);
        assertThat(sync.runOnce()).isZero();
        time = time.plusSeconds(10);
        provider.answer = new TopicProvider.Answer.Done();
        assertThat(sync.runOnce()).isEqualTo(1);
        assertThat(members()).isEqualTo(1);
    }

    @Test
    void whatTheProviderDoesNotDoIsCountedByItsReason() {
        wish("tok-1", "99", "99001");
        provider.answer = new TopicProvider.Answer.Later("503");
        sync.runOnce();
        time = time.plusSeconds(10);
        provider.answer = new TopicProvider.Answer.Gone("unregistered");
        sync.runOnce();
        assertThat(meters.counter("loa.provider.failures", "provider", "fcm", "call", "topic", "code", "503").count()).isEqualTo(2);
        assertThat(meters.counter("loa.provider.failures", "provider", "fcm", "call", "topic", "code", "unregistered").count())
                .isEqualTo(2);
    }

    @Test
    void whatTheProviderWillNeverDoIsNotAskedAgain() {
        wish("tok-1", "99");
        provider.answer = new TopicProvider.Answer.Gone("unregistered");
        sync.runOnce();
        time = time.plus(Duration.ofDays(1));
        assertThat(sync.runOnce()).isZero();
        assertThat(members()).isZero();
    }

    @Test
    void aChangeOfMindWhileTheProviderIsAskedIsCarriedOutAfterwards() {
        wish("tok-1", "99");
        provider.meanwhile = () -> memberships.leave(List.of(schema.vault.fingerprint("tok-1")), time);
        sync.runOnce();
        provider.meanwhile = () -> {
        };
        assertThat(members()).isZero();
        assertThat(sync.runOnce()).isEqualTo(1);
        assertThat(provider.members).isEmpty();
    }

    @Test
    void afterACrashTheChangeIsMadeAgainWhenItsLeaseIsOver() {
        wish("tok-1", "99");
        new TopicChanges(schema.jdbc, schema.vault, () -> time).claim(10);
        assertThat(sync.runOnce()).isZero();
        time = time.plus(Duration.ofMinutes(3));
        assertThat(sync.runOnce()).isEqualTo(1);
    }

    @Test
    void oneRunTakesNoMoreThanOneSecondsShareAndNothingWhileAnEmergencyGoesOut() {
        for (int i = 0; i < 150; i++) {
            wish("tok-" + i, "99");
        }
        AtomicInteger inFlight = meters.gauge("loa.delivery.in.flight", Tags.of("channel", "sms", "lane", "emergency"),
                new AtomicInteger(7));
        assertThat(sync.runOnce()).isZero();
        inFlight.set(0);
        assertThat(sync.runOnce()).isZero();
        time = time.plusSeconds(4);
        assertThat(sync.runOnce()).isEqualTo(100);
        assertThat(sync.runOnce()).isEqualTo(50);
        assertThat(provider.requests).hasValue(150);
    }

    private void wish(String token, String... areas) {
        List<TopicName> topics = List.of(areas).stream().map(a -> new TopicName(new AreaCode(a), "vi")).toList();
        memberships.replace(List.of(new Membership(schema.vault.fingerprint(token), schema.vault.seal(token), topics)), time);
    }

    private long members() {
        return schema.jdbc.sql("SELECT count(*) FROM topic_membership WHERE member AND wanted").query(Long.class).single();
    }

    /** Remembers who is in which topic. */
    private static final class FakeProvider implements TopicProvider {
        final Set<String> members = new ConcurrentSkipListSet<>();
        final AtomicInteger requests = new AtomicInteger();
        volatile Answer answer = new Answer.Done();
        volatile Runnable meanwhile = () -> {
        };

        @Override
        public Answer change(PushToken token, TopicName topic, boolean member) {
            requests.incrementAndGet();
            meanwhile.run();
            if (answer instanceof Answer.Done) {
                String row = token.value() + " " + topic;
                boolean unused = member ? members.add(row) : members.remove(row);
            }
            return answer;
        }
    }
}
