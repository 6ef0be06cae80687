package loa.publisher.progress;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import loa.contract.Channel;
import loa.contract.Counts;
import loa.contract.LoaEvent.Failure;
import loa.contract.Planning;

import static org.assertj.core.api.Assertions.assertThat;

class FoldingTest {
    private static final OffsetDateTime NOW = OffsetDateTime.parse("2026-11-22T14:03:00+07:00");
    private static final Counts TEN = new Counts(10, 1, 1, 1, 1, 4, 1, 1, 0, 0, 2, 1);

    private static ShardReport shard(int number, Planning planning, Counts counts, @Nullable OffsetDateTime cancelled,
            Failure... failures) {
        return new ShardReport(Channel.PUSH, number, planning, 100L, counts, List.of(failures), NOW.minusSeconds(10 - number),
                NOW.minusSeconds(2),
                cancelled, NOW, NOW);
    }

    private static List<ShardReport> shards(int count, Planning planning) {
        return IntStream.range(0, count).mapToObj(i -> shard(i, planning, TEN, null)).toList();
    }

    @Test
    void nothingHeardIsWaiting() {
        assertThat(Folding.fold(List.of(), NOW)).isEqualTo(Folding.waiting());
    }

    @Test
    void shardsAddUp() {
        Progress.OfChannel folded = Folding.fold(List.of(shard(0, Planning.RUNNING, TEN, null), shard(1, Planning.RUNNING, TEN, NOW)), NOW);
        assertThat(folded.counts()).isEqualTo(TEN.plus(TEN));
        assertThat(folded.reach()).isEqualTo(200);
        assertThat(folded.firstAttemptAt()).isEqualTo(NOW.minusSeconds(10));
        assertThat(folded.cancelAcknowledgedAt()).isEqualTo(NOW);
        // 2 × (4 accepted, 1 refused, 1 gone, 1 unknown) in eight seconds
        assertThat(folded.ratePerSecond()).isEqualTo(1.8);
    }

    @Test
    void failuresOfTheSameReasonAreOne() {
        Progress.OfChannel folded = Folding.fold(List.of(
                shard(0, Planning.RUNNING, TEN, null, new Failure("twilio:21211", "refused", 3, null),
                        new Failure("fcm:UNREGISTERED", "gone", 9, null)),
                shard(1, Planning.RUNNING, TEN, null, new Failure("twilio:21211", "refused", 4, "Số không hợp lệ"))), NOW);
        assertThat(folded.failures()).containsExactly(new Failure("fcm:UNREGISTERED", "gone", 9, null),
                new Failure("twilio:21211", "refused", 7, "Số không hợp lệ"));
    }

    @Test
    void aChannelIsCompleteWhenAllItsShardsHaveSaidSo() {
        assertThat(Folding.fold(shards(8, Planning.COMPLETE), NOW).planning()).isEqualTo(Planning.COMPLETE);
        assertThat(Folding.fold(shards(7, Planning.COMPLETE), NOW).planning()).isEqualTo(Planning.RUNNING);
        assertThat(Folding.fold(shards(7, Planning.COMPLETE), NOW.plusSeconds(14)).planning()).isEqualTo(Planning.RUNNING);
        assertThat(Folding.fold(shards(7, Planning.COMPLETE), NOW.plusSeconds(15)).planning()).isEqualTo(Planning.COMPLETE);
        assertThat(Folding.fold(shards(8, Planning.RUNNING), NOW.plusHours(1)).planning()).isEqualTo(Planning.RUNNING);
    }

    @Test
    void aChannelThatHasTakenTheEventButNotBegunIsWaiting() {
        assertThat(Folding.fold(shards(8, Planning.WAITING), NOW).planning()).isEqualTo(Planning.WAITING);
    }

    @Test
    void whatIsUnknownKeepsADirectiveOpenUntilItExpires() {
        Counts unknown = new Counts(2, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0);
        var progress = Map.of("push", Folding.fold(List.of(shard(0, Planning.COMPLETE, unknown, null)), NOW.plusSeconds(15)));
        assertThat(Folding.isSettled(Set.of(Channel.PUSH), progress, false)).isFalse();
        assertThat(Folding.isSettled(Set.of(Channel.PUSH), progress, true)).isTrue();
        assertThat(Folding.isSettled(Set.of(Channel.PUSH, Channel.SMS), progress, true)).isFalse();
    }
}
