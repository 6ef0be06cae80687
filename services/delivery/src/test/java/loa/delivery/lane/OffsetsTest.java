package loa.delivery.lane;

import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OffsetsTest {
    private static final TopicPartition PARTITION = new TopicPartition("work", 3);

    private final Offsets offsets = new Offsets();

    @Test
    void onlyWhatHasNoUnfinishedBeforeItIsCommitted() {
        offsets.begin(PARTITION, 10);
        offsets.begin(PARTITION, 11);
        offsets.begin(PARTITION, 14);

        offsets.finish(PARTITION, 11);
        offsets.finish(PARTITION, 14);
        assertThat(offsets.takeCommittable()).isEmpty();

        offsets.finish(PARTITION, 10);
        assertThat(offsets.takeCommittable()).isEqualTo(Map.of(PARTITION, new OffsetAndMetadata(15)));
        assertThat(offsets.takeCommittable()).isEmpty();
    }

    @Test
    void aPartitionThatWasGivenAwayIsNotCommitted() {
        offsets.begin(PARTITION, 10);
        offsets.forget(List.of(PARTITION));

        offsets.finish(PARTITION, 10);

        assertThat(offsets.takeCommittable()).isEmpty();
    }
}
