package loa.delivery.lane;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Records are finished out of order; only what has no unfinished one before it may be committed. Thread-safe. */
final class Offsets {
    private final Map<TopicPartition, Line> lines = new HashMap<>();

    private static final class Line {
        private final Deque<Long> begun = new ArrayDeque<>();
        private final Set<Long> finished = new HashSet<>();
        private long next = -1;
        private long committed = -1;

        boolean isAdvanced() {
            while (!begun.isEmpty() && finished.remove(begun.getFirst())) {
                next = begun.removeFirst() + 1;
            }
            return next > committed;
        }
    }

    synchronized void begin(TopicPartition partition, long offset) {
        lines.computeIfAbsent(partition, p -> new Line()).begun.addLast(offset);
    }

    /** Of a partition that was given away meanwhile: does nothing. */
    synchronized void finish(TopicPartition partition, long offset) {
        Line line = lines.get(partition);
        if (line != null) {
            line.finished.add(offset);
        }
    }

    /** What may be committed and was not answered before. */
    synchronized Map<TopicPartition, OffsetAndMetadata> takeCommittable() {
        Map<TopicPartition, OffsetAndMetadata> committable = new HashMap<>();
        lines.forEach((partition, line) -> {
            if (line.isAdvanced()) {
                line.committed = line.next;
                committable.put(partition, new OffsetAndMetadata(line.next));
            }
        });
        return committable;
    }

    /** The broker did not take these: they are committable again. */
    synchronized void commitAgain(Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> {
            Line line = lines.get(partition);
            if (line != null) {
                line.committed = -1;
            }
        });
    }

    synchronized void forget(Collection<TopicPartition> partitions) {
        partitions.forEach(lines::remove);
    }
}
