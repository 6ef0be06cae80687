package loa.publisher.progress;

import java.time.OffsetDateTime;
import java.util.List;

import org.jspecify.annotations.Nullable;

import loa.contract.Channel;
import loa.contract.Counts;
import loa.contract.LoaEvent;
import loa.contract.Planning;

/**
 * The newest totals of one shard.
 *
 * @param receivedAt when the desk stored it
 */
record ShardReport(Channel channel, int shard, Planning planning, @Nullable Long reach, Counts counts, List<LoaEvent.Failure> failures,
        @Nullable OffsetDateTime firstAttemptAt, @Nullable OffsetDateTime lastAttemptAt, @Nullable OffsetDateTime cancelAcknowledgedAt,
        OffsetDateTime asOf, OffsetDateTime receivedAt) {
    ShardReport {
        failures = List.copyOf(failures);
    }
}
