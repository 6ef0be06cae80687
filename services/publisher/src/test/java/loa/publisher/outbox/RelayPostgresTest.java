package loa.publisher.outbox;

import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.StreamSupport;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.support.TransactionTemplate;

import loa.contract.AreaCode;
import loa.contract.Channel;
import loa.contract.DirectiveId;
import loa.contract.EventSigner;
import loa.contract.KeyDirectory;
import loa.contract.LoaEvent;
import loa.contract.Planning;
import loa.publisher.Tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class RelayPostgresTest {
    private static final Set<Channel> ALL = EnumSet.allOf(Channel.class);

    private final Tables tables = Tables.fresh();
    private final TransactionTemplate transactions = tables.transactions();
    private final OutboxStore store = new OutboxStore(tables.jdbc(), tables.batches());
    private final Tables.HandClock clock = new Tables.HandClock("2026-11-22T07:00:00Z");
    private final FakeKafka kafka = new FakeKafka();
    private final Relay relay = new Relay(store, kafka, transactions, clock);
    private @Nullable Outbox outboxOrNull;

    @BeforeEach
    void openOutbox(@TempDir Path directory) {
        var keys = new KeyDirectory(directory.resolve("keys"));
        keys.createIfMissing("k1");
        outboxOrNull = new Outbox(store, new EventSigner(keys.signingKey("k1"), "/loa/publisher", clock), clock, new Bell());
    }

    private Outbox outbox() {
        return java.util.Objects.requireNonNull(outboxOrNull);
    }

    private OffsetDateTime now() {
        return OffsetDateTime.now(clock);
    }

    private void cancel(DirectiveId id, String reason) {
        transactions.executeWithoutResult(
                _ -> outbox().append(new LoaEvent.DirectiveCancelled(id, 1, reason, now()), ALL, now().plusHours(1)));
    }

    private void relayAll() {
        while (relay.pass() == Relay.Pass.MORE) {
            // Until nothing is left.
        }
    }

    private static String header(ProducerRecord<String, byte[]> record, String name) {
        return StreamSupport.stream(record.headers().spliterator(), false).filter(h -> h.key().equals(name))
                .map(h -> new String(h.value(), java.nio.charset.StandardCharsets.UTF_8)).findFirst().orElse("");
    }

    private static LoaEvent.DeliveryReport report(DirectiveId id, Channel channel, @Nullable OffsetDateTime cancelled, OffsetDateTime now) {
        return new LoaEvent.DeliveryReport(id, 1, channel, 0, 1, Planning.COMPLETE, null, List.of(), List.of(), null, null, cancelled, now);
    }

    @Test
    void aRecordIsSentIfAndOnlyIfItsTransactionCommits() {
        var id = DirectiveId.next();
        transactions.executeWithoutResult(status -> {
            outbox().append(new LoaEvent.DirectiveCancelled(id, 1, "sai", now()), ALL, null);
            status.setRollbackOnly();
        });
        relayAll();
        assertThat(kafka.taken).isEmpty();
        cancel(id, "đúng");
        relayAll();
        assertThat(kafka.taken).hasSize(1);
        assertThatIllegalStateException()
                .isThrownBy(() -> outbox().append(new LoaEvent.DirectiveCancelled(id, 1, "x", now()), ALL, null));
    }

    @Test
    void aCrashBetweenSendingAndMarkingSendsTheSameBytesAgain() {
        cancel(DirectiveId.next(), "x");
        transactions.executeWithoutResult(status -> {
            // All that a pass does before it marks; the crash is the rollback.
            assertThat(store.lockRelay()).isTrue();
            store.unsent(10).forEach(row -> kafka.send(row.record()).join());
            status.setRollbackOnly();
        });
        relayAll();
        assertThat(kafka.taken).hasSize(2);
        ProducerRecord<String, byte[]> first = kafka.taken.getFirst();
        ProducerRecord<String, byte[]> second = kafka.taken.getLast();
        assertThat(Arrays.equals(first.value(), second.value())).isTrue();
        assertThat(first.headers().toArray()).isEqualTo(second.headers().toArray());
        assertThat(header(first, "ce_id")).isNotEmpty();
    }

    @Test
    void recordsOfOneKeyKeepTheirOrderAlsoWhenOneFails() {
        var id = DirectiveId.next();
        var other = DirectiveId.next();
        cancel(id, "1");
        cancel(id, "2");
        cancel(other, "3");
        String failing = id.toString();
        kafka.accepts = r -> !r.key().equals(failing);
        assertThat(relay.pass()).isEqualTo(Relay.Pass.FAILED);
        assertThat(kafka.taken).extracting(ProducerRecord::key).containsExactly(other.toString());
        kafka.accepts = r -> true;
        relayAll();
        assertThat(kafka.taken.stream().filter(r -> r.key().equals(failing))
                .map(r -> new String(r.value(), java.nio.charset.StandardCharsets.UTF_8)))
                .satisfiesExactly(first -> assertThat(first).contains("\"1\""), second -> assertThat(second).contains("\"2\""));
    }

    @Test
    void onlyOneRelayIsActiveAmongInstances() throws InterruptedException {
        cancel(DirectiveId.next(), "x");
        var locked = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        Thread other = Thread.ofVirtual().start(() -> tables.transactions().executeWithoutResult(_ -> {
            assertThat(store.lockRelay()).isTrue();
            locked.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        locked.await();
        assertThat(relay.pass()).isEqualTo(Relay.Pass.IDLE);
        release.countDown();
        other.join();
        assertThat(relay.pass()).isEqualTo(Relay.Pass.MORE);
    }

    @Test
    void whatNoChannelAcknowledgesIsSentAgainWithTheSameIdAndEverMoreSeldom() {
        var id = DirectiveId.next();
        cancel(id, "x");
        relayAll();
        clock.advance(14);
        relayAll();
        assertThat(kafka.taken).hasSize(1);
        clock.advance(2);
        relayAll();
        assertThat(kafka.taken).hasSize(2);
        clock.advance(16);
        relayAll();
        assertThat(kafka.taken).hasSize(2);
        clock.advance(16);
        relayAll();
        assertThat(kafka.taken).hasSize(3);
        assertThat(kafka.taken).extracting(r -> header(r, "ce_id")).containsOnly(header(kafka.taken.getFirst(), "ce_id"));
        assertThat(kafka.taken).extracting(r -> header(r, "ce_signature")).containsOnly(header(kafka.taken.getFirst(), "ce_signature"));
    }

    @Test
    void whatAllChannelsAcknowledgeIsNotSentAgain() {
        var id = DirectiveId.next();
        cancel(id, "x");
        relayAll();
        for (Channel channel : ALL) {
            // A report that does not know of the cancelling acknowledges the issue alone.
            outbox().acknowledge(report(id, channel, channel == Channel.PUSH ? null : now(), now()));
        }
        clock.advance(60);
        relayAll();
        assertThat(kafka.taken).hasSize(2);
        outbox().acknowledge(report(id, Channel.PUSH, now(), now()));
        clock.advance(3_600);
        relayAll();
        assertThat(kafka.taken).hasSize(2);
    }

    @Test
    void nobodyWaitsForAnAcknowledgementAfterExpiry() {
        cancel(DirectiveId.next(), "x");
        relayAll();
        clock.advance(3_600);
        relayAll();
        assertThat(kafka.taken).hasSize(1);
    }

    @Test
    void anEarlierHaltIsNotSentAgainAfterItsEnd() {
        var area = new AreaCode("99");
        transactions.executeWithoutResult(
                _ -> outbox().append(new LoaEvent.BroadcastHalted(area, List.of(area), ALL, "bão", now()), ALL, null));
        relayAll();
        transactions.executeWithoutResult(
                _ -> outbox().append(new LoaEvent.BroadcastResumed(area, List.of(area), ALL, "hết bão", now()), ALL, null));
        relayAll();
        clock.advance(20);
        relayAll();
        assertThat(kafka.taken).extracting(r -> header(r, "ce_type")).containsExactly("vn.loa.BroadcastHalted", "vn.loa.BroadcastResumed",
                "vn.loa.BroadcastResumed");
        ALL.forEach(channel -> outbox().acknowledge(new LoaEvent.HaltAcknowledged(area, channel, false, now())));
        clock.advance(3_600);
        relayAll();
        assertThat(kafka.taken).hasSize(3);
    }

    @Test
    void aReplacedHaltLeavesTheFreedChannelToBeTold() {
        var area = new AreaCode("99");
        Set<Channel> both = EnumSet.of(Channel.SMS, Channel.PUSH);
        transactions.executeWithoutResult(
                _ -> outbox().append(new LoaEvent.BroadcastHalted(area, List.of(area), both, "bão", now()), both, null));
        transactions.executeWithoutResult(_ -> {
            outbox().append(new LoaEvent.BroadcastResumed(area, List.of(area), Set.of(Channel.SMS), "x", now()), Set.of(Channel.SMS), null);
            outbox().append(new LoaEvent.BroadcastHalted(area, List.of(area), Set.of(Channel.PUSH), "x", now()), Set.of(Channel.PUSH),
                    null);
        });
        relayAll();
        kafka.taken.clear();
        clock.advance(20);
        relayAll();
        assertThat(kafka.taken).extracting(r -> header(r, "ce_type")).containsExactly("vn.loa.BroadcastResumed", "vn.loa.BroadcastHalted");
    }

    @Test
    void anAnswerToAnEarlierHaltDoesNotAcknowledgeANewerOne() {
        var area = new AreaCode("99");
        transactions.executeWithoutResult(
                _ -> outbox().append(new LoaEvent.BroadcastHalted(area, List.of(area), ALL, "bão", now()), ALL, null));
        OffsetDateTime answered = now();
        clock.advance(1);
        transactions.executeWithoutResult(
                _ -> outbox().append(new LoaEvent.BroadcastHalted(area, List.of(area), ALL, "lũ", now()), ALL, null));
        relayAll();
        kafka.taken.clear();
        ALL.forEach(channel -> outbox().acknowledge(new LoaEvent.HaltAcknowledged(area, channel, true, answered)));
        clock.advance(20);
        relayAll();
        assertThat(kafka.taken).hasSize(1);
        ALL.forEach(channel -> outbox().acknowledge(new LoaEvent.HaltAcknowledged(area, channel, true, now())));
        clock.advance(3_600);
        relayAll();
        assertThat(kafka.taken).hasSize(1);
    }

    @Test
    void aRecordThatKafkaWillNeverHaveStopsNoOther() {
        var large = DirectiveId.next();
        cancel(large, "1");
        for (int i = 0; i < 3; i++) {
            cancel(DirectiveId.next(), "2");
        }
        kafka.refuses = r -> r.key().equals(large.toString());
        assertThat(relay.pass()).isEqualTo(Relay.Pass.MORE);
        assertThat(kafka.taken).hasSize(3);
        assertThat(relay.pass()).isEqualTo(Relay.Pass.REFUSED);
    }

    @Test
    void aProducerThatHasLostItsSequenceIsNoRefusalOfTheRecord() {
        cancel(DirectiveId.next(), "1");
        kafka.accepts = r -> false;
        for (RuntimeException end : List.of(new OutOfOrderSequenceException("lost"), new InvalidProducerEpochException("lost"))) {
            kafka.notTaken = end;
            assertThat(relay.pass()).as("tried again in a second").isEqualTo(Relay.Pass.FAILED);
        }
        kafka.accepts = r -> true;
        relayAll();
        assertThat(kafka.taken).hasSize(1);
    }

    @Test
    void withoutKafkaNoFurtherRecordIsTried() {
        cancel(DirectiveId.next(), "1");
        cancel(DirectiveId.next(), "2");
        kafka.isAway = true;
        assertThat(relay.pass()).isEqualTo(Relay.Pass.FAILED);
        assertThat(kafka.tried).isEqualTo(1);
    }

    @Test
    void afterAFailureTheTopicsAreLookedForAgain() throws InterruptedException {
        var looked = new java.util.concurrent.atomic.AtomicInteger();
        var turn = new RelayTurn(relay, new Bell(), () -> looked.incrementAndGet() > 0);
        cancel(DirectiveId.next(), "x");
        turn.take();
        assertThat(looked).hasValue(1);
        kafka.isAway = true;
        turn.take();
        kafka.isAway = false;
        turn.take();
        assertThat(looked).hasValue(2);
        turn.take();
        assertThat(kafka.taken).hasSize(1);
    }

    @Test
    void eventsGoBeforeAreasAndKeys() {
        transactions.executeWithoutResult(_ -> outbox().appendStates(List.of(new ProducerRecord<>("loa.areas", "99", new byte[]{1}))));
        cancel(DirectiveId.next(), "x");
        relayAll();
        assertThat(kafka.taken).extracting(ProducerRecord::topic).containsExactly("loa.directives", "loa.areas");
        clock.advance(25 * 3_600);
        relay.prune();
        assertThat(tables.jdbc().sql("select count(*) from outbox where topic = 'loa.areas'").query(Integer.class).single()).isZero();
    }
}
