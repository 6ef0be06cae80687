package loa.delivery.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

import loa.delivery.work.WorkRecords;

/** A lane's topic and the group that reads it: partitions, committed offsets, members. */
final class ModelTopic {
    static final int PARTITIONS = 3;

    private final List<List<Message>> logs = IntStream.range(0, PARTITIONS)
            .<List<Message>>mapToObj(p -> new ArrayList<>()).toList();
    private final Map<Integer, Long> committed = new HashMap<>();
    private final Map<ModelConsumer, Set<Integer>> members = new LinkedHashMap<>();

    /** What a producer wrote. */
    record Message(String key, byte[] value) {}

    /** Appends and answers the offset. */
    long append(int partition, Message message) {
        List<Message> log = logs.get(partition);
        log.add(message);
        return log.size() - 1L;
    }

    long end(int partition) {
        return logs.get(partition).size();
    }

    Message read(int partition, long offset) {
        return logs.get(partition).get((int) offset);
    }

    /** The log loses its last record, acknowledged or not. */
    void loseLast(int partition) {
        List<Message> log = logs.get(partition);
        if (!log.isEmpty()) {
            log.removeLast();
            members.keySet().forEach(member -> member.truncated(partition, log.size()));
        }
    }

    /** What stands there cannot be read. */
    void spoil(int partition, int offset) {
        if (offset < logs.get(partition).size()) {
            logs.get(partition).set(offset, new Message("spoilt", new byte[]{'?'}));
        }
    }

    long committed(int partition) {
        return committed.getOrDefault(partition, 0L);
    }

    /** Whoever does not hold the partition any more commits nothing. */
    void commit(ModelConsumer member, int partition, long offset) {
        if (assignment(member).contains(partition)) {
            committed.put(partition, offset);
        }
    }

    void join(ModelConsumer member) {
        if (!members.containsKey(member)) {
            members.put(member, new TreeSet<>());
            spread();
        }
    }

    void leave(ModelConsumer member) {
        if (members.remove(member) != null) {
            spread();
        }
    }

    boolean isMember(ModelConsumer member) {
        return members.containsKey(member);
    }

    Set<Integer> assignment(ModelConsumer member) {
        return members.getOrDefault(member, Set.of());
    }

    /** Partitions go round among the members. */
    void spread() {
        List<ModelConsumer> all = List.copyOf(members.keySet());
        members.values().forEach(Set::clear);
        for (int p = 0; p < PARTITIONS && !all.isEmpty(); p++) {
            members.get(all.get((p + all.size()) % all.size())).add(p);
        }
    }

    List<WorkRecords.Progress> progress() {
        return IntStream.range(0, PARTITIONS).mapToObj(p -> new WorkRecords.Progress(p, committed(p), end(p))).toList();
    }
}
