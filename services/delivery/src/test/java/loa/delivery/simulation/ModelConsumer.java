package loa.delivery.simulation;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** A member of a group that reads a {@link ModelTopic}, as far as the lanes use one. */
final class ModelConsumer {
    private final ModelTopic topic;
    private final String name;
    private final Chance chance;
    private final BooleanSupplier away;
    private final Map<Integer, Long> positions = new TreeMap<>();
    private final Set<Integer> paused = new TreeSet<>();
    private @Nullable ConsumerRebalanceListener listener;

    ModelConsumer(ModelTopic topic, String name, Chance chance, BooleanSupplier away) {
        this.away = away;
        this.topic = topic;
        this.name = name;
        this.chance = chance;
    }

    /** Kafka's own interface has dozens of methods; those that the lanes do not call are refused. */
    @SuppressWarnings("unchecked")
    Consumer<String, byte[]> face() {
        return (Consumer<String, byte[]>) Proxy.newProxyInstance(ModelConsumer.class.getClassLoader(), new Class<?>[]{Consumer.class},
                (proxy, method, arguments) -> call(method, arguments == null ? new Object[0] : arguments));
    }

    @SuppressWarnings("unchecked")
    private @Nullable Object call(Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "subscribe" -> subscribe((ConsumerRebalanceListener) arguments[1]);
            case "poll" -> poll();
            case "assignment" -> partitions(positions.keySet());
            case "paused" -> partitions(paused);
            case "pause" -> paused.addAll(positions.keySet()) ? null : null;
            case "resume" -> clearPaused();
            case "currentLag" -> OptionalLong.of(topic.end(((TopicPartition) arguments[0]).partition()));
            case "commitAsync" -> commit((Map<TopicPartition, OffsetAndMetadata>) arguments[0], (OffsetCommitCallback) arguments[1]);
            case "hashCode" -> System.identityHashCode(this);
            case "equals" -> false;
            case "toString" -> name;
            default -> throw new UnsupportedOperationException(method.toString());
        };
    }

    private @Nullable Object clearPaused() {
        paused.clear();
        return null;
    }

    private @Nullable Object subscribe(ConsumerRebalanceListener told) {
        listener = told;
        topic.join(this);
        return null;
    }

    private @Nullable Object commit(Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback told) {
        if (away.getAsBoolean()) {
            told.onComplete(offsets, new IllegalStateException("the broker is away"));
            return null;
        }
        offsets.forEach((partition, offset) -> topic.commit(this, partition.partition(), offset.offset()));
        told.onComplete(offsets, null);
        return null;
    }

    private ConsumerRecords<String, byte[]> poll() {
        if (away.getAsBoolean()) {
            return new ConsumerRecords<>(Map.of(), Map.of());
        }
        boolean wasLost = !topic.isMember(this);
        topic.join(this);
        rebalance(wasLost);
        Map<TopicPartition, List<ConsumerRecord<String, byte[]>>> read = new HashMap<>();
        int most = chance.between(1, 3);
        for (int partition : positions.keySet()) {
            if (!paused.contains(partition)) {
                read.put(new TopicPartition("work", partition), read(partition, most));
            }
        }
        return new ConsumerRecords<>(read, Map.of());
    }

    private void rebalance(boolean wasLost) {
        Set<Integer> gone = new TreeSet<>(positions.keySet());
        Set<Integer> mine = topic.assignment(this);
        if (!wasLost) {
            gone.removeAll(mine);
        }
        ConsumerRebalanceListener told = listener;
        if (told != null && !gone.isEmpty()) {
            if (wasLost) {
                told.onPartitionsLost(partitions(gone));
            } else {
                told.onPartitionsRevoked(partitions(gone));
            }
        }
        gone.forEach(positions::remove);
        paused.removeAll(gone);
        Set<Integer> fresh = mine.stream().filter(p -> !positions.containsKey(p)).collect(Collectors.toCollection(TreeSet::new));
        fresh.forEach(p -> positions.put(p, topic.committed(p)));
        if (told != null && !fresh.isEmpty()) {
            told.onPartitionsAssigned(partitions(fresh));
        }
    }

    /** The log is shorter than what was read: what comes in its place has the same offsets, and Kafka tells by the leader's epoch. */
    void truncated(int partition, long end) {
        positions.computeIfPresent(partition, (p, position) -> Math.min(position, end));
    }

    private List<ConsumerRecord<String, byte[]>> read(int partition, int most) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        long position = positions.getOrDefault(partition, 0L);
        if (position > topic.end(partition)) {
            position = 0; // auto.offset.reset=earliest
        }
        while (position < topic.end(partition) && records.size() < most) {
            ModelTopic.Message message = topic.read(partition, position);
            records.add(new ConsumerRecord<>("work", partition, position, message.key(), message.value()));
            position++;
        }
        positions.put(partition, position);
        return records;
    }

    private static Set<TopicPartition> partitions(Set<Integer> numbers) {
        return numbers.stream().map(p -> new TopicPartition("work", p)).collect(Collectors.toSet());
    }

    /** How often it polls. */
    static Duration period() {
        return Duration.ofMillis(200);
    }
}
