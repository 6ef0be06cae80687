package loa.sandbox.fcm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import loa.sandbox.journal.Fields;
import loa.sandbox.journal.IntColumn;
import loa.sandbox.journal.Journal;
import loa.sandbox.journal.LongColumn;
import loa.sandbox.journal.LongIntMap;

/**
 * Every message that was accepted, by target and tag. Tokens and texts stay on disk; memory holds about 60 bytes a
 * message. Thread-safe.
 */
final class FcmLedger implements AutoCloseable {

    private static final byte PUSH = 1;
    private static final byte SUBSCRIBED = 2;
    private static final byte UNSUBSCRIBED = 3;
    private static final byte COUNTS = 4;

    private final Journal journal;
    private final FcmCounts counts;
    private final Subscribers subscribers = new Subscribers();
    private final LongColumn positions = new LongColumn();
    private final LongColumn targets = new LongColumn();
    private final IntColumn earlierToSame = new IntColumn();
    private final LongIntMap latestTo = new LongIntMap();
    private final LongIntMap pairs = new LongIntMap();
    private int distinct;
    private int topics;
    private long[] writtenCounts = new long[2];

    FcmLedger(Path file, FcmCounts counts) throws IOException {
        this.counts = counts;
        this.journal = Journal.open(file, this::replay);
        writtenCounts[0] = Math.max(writtenCounts[0], positions.size());
        counts.restore(writtenCounts);
    }

    /** Keeps the message; it is on disk when this returns. Answers its name. */
    synchronized Push accept(Instant at, String project, PushRequest request) {
        int index = positions.size();
        String name = "projects/" + project + "/messages/" + HexFormat.of().toHexDigits(LongIntMap.spread(index + 1L));
        byte[] record = new Fields(PUSH).put(at.toEpochMilli()).put((byte) (request.toTopic() ? 1 : 0)).put(request.target())
                .put(request.tag()).put(request.title()).put(request.text()).put(name).record();
        index(journal.append(record), request);
        return new Push(name, at, request);
    }

    /** The messages to {@code target}, or all for null, newest first, with an index below {@code below}. */
    synchronized List<Push> find(@Nullable String target, boolean toTopic, int below, int limit) {
        List<Push> found = new ArrayList<>();
        for (int at : indexes(target, toTopic, below, limit)) {
            found.add(push(at));
        }
        return found;
    }

    /** As {@link #find}, the indexes alone. */
    synchronized int[] indexes(@Nullable String target, boolean toTopic, int below, int limit) {
        int[] found = new int[Math.min(limit, positions.size())];
        int count = 0;
        int at = target == null ? Math.min(positions.size(), below) - 1 : latestTo.get(key(target, toTopic));
        for (; at >= 0 && count < found.length; at = target == null ? at - 1 : earlierToSame.get(at)) {
            if (at < below) {
                found[count++] = at;
            }
        }
        return Arrays.copyOf(found, count);
    }

    /** Subscribes a token; false when it was already. */
    synchronized boolean subscribe(String topic, String token) {
        boolean added = subscribers.add(topic, token);
        if (added) {
            journal.append(new Fields(SUBSCRIBED).put(topic).put(token).record());
        }
        return added;
    }

    /** Ends a subscription; false when there was none. */
    synchronized boolean unsubscribe(String topic, String token) {
        boolean removed = subscribers.remove(topic, token);
        if (removed) {
            journal.append(new Fields(UNSUBSCRIBED).put(topic).put(token).record());
        }
        return removed;
    }

    /** Topics and how many devices are behind each. */
    synchronized Map<String, Integer> topics() {
        return subscribers.counts();
    }

    synchronized Map<String, Object> summary() {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("requests", counts.requests.sum());
        summary.put("accepted", positions.size());
        summary.put("distinct", distinct);
        summary.put("duplicates", positions.size() - distinct);
        summary.put("tokens", latestTo.size() - topics);
        summary.put("topics", topics);
        summary.put("refused", counts.refused.sum());
        return summary;
    }

    /** Writes the counters down when they have changed; called every second or so. */
    synchronized void keepCounts() {
        long[] now = counts.values();
        if (!Arrays.equals(now, writtenCounts)) {
            journal.append(new Fields(COUNTS).put(now[0]).put(now[1]).record());
            writtenCounts = now;
        }
    }

    /** Forgets the messages; devices stay subscribed to their topics. */
    synchronized void clear() {
        journal.clear();
        positions.clear();
        targets.clear();
        earlierToSame.clear();
        latestTo.clear();
        pairs.clear();
        distinct = 0;
        topics = 0;
        writtenCounts = new long[2];
        counts.restore(writtenCounts);
        subscribers.forEach((topic, token) -> journal.append(new Fields(SUBSCRIBED).put(topic).put(token).record()));
    }

    @Override
    public void close() throws IOException {
        keepCounts();
        journal.close();
    }

    private Push push(int index) {
        ByteBuffer record = journal.read(positions.get(index));
        record.get();
        Instant at = Instant.ofEpochMilli(record.getLong());
        boolean toTopic = record.get() == 1;
        PushRequest request = new PushRequest(Fields.needed(record), toTopic, Fields.text(record), Fields.text(record),
                Fields.text(record));
        return new Push(Fields.needed(record), at, request);
    }

    private void replay(long position, ByteBuffer record) {
        switch (record.get()) {
            case PUSH -> {
                record.getLong();
                boolean toTopic = record.get() == 1;
                index(position, new PushRequest(Fields.needed(record), toTopic, Fields.text(record), null, null));
            }
            case SUBSCRIBED -> subscribers.add(Fields.needed(record), Fields.needed(record));
            case UNSUBSCRIBED -> subscribers.remove(Fields.needed(record), Fields.needed(record));
            case COUNTS -> Arrays.setAll(writtenCounts, i -> record.getLong());
            default -> throw new IllegalStateException("the journal of FCM has a record of an unknown type");
        }
    }

    private void index(long position, PushRequest request) {
        int index = positions.size();
        long target = key(request.target(), request.toTopic());
        if (request.toTopic() && latestTo.get(target) == LongIntMap.NONE) {
            topics++;
        }
        positions.add(position);
        targets.add(target);
        earlierToSame.add(latestTo.get(target));
        latestTo.put(target, index);
        if (isNewPair(target, request.tag(), index)) {
            distinct++;
        }
    }

    /** Without a tag nothing is replaced, so such a message is never a duplicate. */
    private boolean isNewPair(long target, @Nullable String tag, int index) {
        if (tag == null) {
            return true;
        }
        long key = target * 31 + LongIntMap.keyOf(tag);
        int first = pairs.get(key);
        if (first == LongIntMap.NONE) {
            pairs.put(key, index);
            return true;
        }
        return targets.get(first) != target;
    }

    private static long key(String target, boolean toTopic) {
        return LongIntMap.keyOf((toTopic ? "topic " : "token ") + target);
    }
}
