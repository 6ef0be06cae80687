package loa.sandbox.twilio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import loa.sandbox.journal.Fields;
import loa.sandbox.journal.IntColumn;
import loa.sandbox.journal.Journal;
import loa.sandbox.journal.LongColumn;
import loa.sandbox.journal.LongIntMap;

/**
 * Every message that was accepted. The texts of callbacks and senders stay on disk; memory holds about 60 bytes a message
 * and each different body once, so a million messages of a few directives fit into 64 MB. Thread-safe.
 */
final class TwilioLedger implements AutoCloseable {

    private static final byte IDENTITY = 1;
    private static final byte BODY = 2;
    private static final byte MESSAGE = 3;
    private static final byte RECEIPTS_DONE = 4;
    private static final byte COUNTS = 5;

    private static final int HAS_CALLBACK = 16;

    /** Odd, so that multiplying by it is a bijection of 64 bits: SIDs look random and still lead back to the index. */
    private static final long SCATTER = 0x9E3779B97F4A7C15L;
    private static final long GATHER = inverse(SCATTER);

    private final Journal journal;
    private final TwilioCounts counts;

    private long identity;
    private final List<String> bodies = new ArrayList<>();
    private final Map<String, Integer> bodyIds = new HashMap<>();
    private final LongColumn positions = new LongColumn();
    private final LongColumn recipients = new LongColumn();
    private final LongColumn acceptedAt = new LongColumn();
    private final IntColumn bodyOf = new IntColumn();
    private final IntColumn earlierToSame = new IntColumn();
    private final LongIntMap latestTo = new LongIntMap();
    private final LongIntMap pairs = new LongIntMap();
    private final BitSet receiptsDone = new BitSet();
    private int distinct;
    private long[] writtenCounts = new long[5];

    TwilioLedger(Path file, TwilioCounts counts) throws IOException {
        this.counts = counts;
        this.journal = Journal.open(file, this::replay);
        if (identity == 0) {
            begin();
        }
        writtenCounts[0] = Math.max(writtenCounts[0], positions.size());
        counts.restore(writtenCounts);
    }

    /** Keeps the message; it is on disk when this returns. Answers its index. */
    synchronized int accept(Instant at, TwilioSend send, Course course) {
        Integer known = bodyIds.get(send.body());
        int body = known == null ? addBody(send.body()) : known;
        byte[] record = new Fields(MESSAGE).put(at.toEpochMilli()).put(send.recipient()).put(body).put(course.delayMs())
                .put((byte) (course.bits() | (send.statusCallback() == null ? 0 : HAS_CALLBACK)))
                .put(send.validityPeriod() == null ? -1 : send.validityPeriod()).put(send.from())
                .put(send.statusCallback()).record();
        int index = index(journal.append(record), at.toEpochMilli(), send.recipient(), body);
        receiptsDone.set(index, send.statusCallback() == null);
        return index;
    }

    /** The message at {@code index}, read from disk. */
    TwilioMessage message(int index) {
        ByteBuffer record;
        String body;
        String sid;
        synchronized (this) {
            record = journal.read(positions.get(index));
            body = bodies.get(bodyOf.get(index));
            sid = sid(index);
        }
        record.get();
        Instant at = Instant.ofEpochMilli(record.getLong());
        String to = "+" + record.getLong();
        record.getInt();
        Course course = Course.of(record.getInt(), record.get());
        int validity = record.getInt();
        String from = Fields.needed(record);
        return new TwilioMessage(index, sid, at, to, from, body, Fields.text(record), validity < 0 ? null : validity, course);
    }

    /** The index of a SID, -1 when there is no such message. */
    synchronized int indexOf(String sid) {
        if (!sid.matches("SM[0-9a-f]{32}") || HexFormat.fromHexDigitsToLong(sid, 2, 18) != identity) {
            return -1;
        }
        long index = HexFormat.fromHexDigitsToLong(sid, 18, 34) * GATHER - 1;
        return index >= 0 && index < positions.size() ? (int) index : -1;
    }

    /** Indexes of at most {@code limit} messages that {@code query} asks for, newest first, after skipping {@code skip}. */
    synchronized int[] find(MessageQuery query, int skip, int limit) {
        Long recipient = query.recipient();
        BitSet wanted = query.bodyContains() == null ? null : bodiesWith(query.bodyContains());
        int[] found = new int[Math.min(limit, positions.size())];
        int count = 0;
        int left = skip;
        int at = recipient == null ? Math.min(positions.size(), query.below()) - 1 : latestTo.get(recipient);
        for (; at >= 0 && count < found.length; at = recipient == null ? at - 1 : earlierToSame.get(at)) {
            if (at < query.below() && query.takes(acceptedAt.get(at)) && (wanted == null || wanted.get(bodyOf.get(at))) && left-- <= 0) {
                found[count++] = at;
            }
        }
        return Arrays.copyOf(found, count);
    }

    synchronized int accepted() {
        return positions.size();
    }

    synchronized int distinct() {
        return distinct;
    }

    synchronized boolean hasReceiptsDone(int index) {
        return index >= positions.size() || receiptsDone.get(index);
    }

    /** Notes that nothing more is to be told about this message. */
    synchronized void receiptsDone(int index) {
        if (index < positions.size() && !receiptsDone.get(index)) {
            receiptsDone.set(index);
            journal.append(new Fields(RECEIPTS_DONE).put(index).record());
        }
    }

    /** Writes the counters down when they have changed; called every second or so. */
    synchronized void keepCounts() {
        long[] now = counts.values();
        if (!Arrays.equals(now, writtenCounts)) {
            Fields fields = new Fields(COUNTS);
            Arrays.stream(now).forEach(fields::put);
            journal.append(fields.record());
            writtenCounts = now;
        }
    }

    /** Forgets everything; SIDs of before lead nowhere. */
    synchronized void clear() {
        journal.clear();
        bodies.clear();
        bodyIds.clear();
        List.of(positions, recipients, acceptedAt).forEach(LongColumn::clear);
        List.of(bodyOf, earlierToSame).forEach(IntColumn::clear);
        latestTo.clear();
        pairs.clear();
        receiptsDone.clear();
        distinct = 0;
        writtenCounts = new long[5];
        counts.restore(writtenCounts);
        begin();
    }

    @Override
    public void close() throws IOException {
        keepCounts();
        journal.close();
    }

    private void begin() {
        identity = new SecureRandom().nextLong() | 1;
        journal.append(new Fields(IDENTITY).put(identity).record());
    }

    /** From the number of the message, beginning at 1: zero times anything is a row of zeros, and would end like somebody's number. */
    private String sid(int index) {
        return "SM" + HexFormat.of().toHexDigits(identity) + HexFormat.of().toHexDigits((index + 1L) * SCATTER);
    }

    private void replay(long position, ByteBuffer record) {
        switch (record.get()) {
            case IDENTITY -> identity = record.getLong();
            case BODY -> rememberBody(Fields.needed(record));
            case MESSAGE -> {
                int index = index(position, record.getLong(), record.getLong(), record.getInt());
                record.getInt();
                receiptsDone.set(index, (record.get() & HAS_CALLBACK) == 0);
            }
            case RECEIPTS_DONE -> receiptsDone.set(record.getInt());
            case COUNTS -> Arrays.setAll(writtenCounts, i -> record.getLong());
            default -> throw new IllegalStateException("the journal of Twilio has a record of an unknown type");
        }
    }

    private int addBody(String body) {
        journal.append(new Fields(BODY).put(body).record());
        return rememberBody(body);
    }

    private int rememberBody(String body) {
        bodyIds.put(body, bodies.size());
        bodies.add(body);
        return bodies.size() - 1;
    }

    private int index(long position, long at, long recipient, int body) {
        int index = positions.size();
        positions.add(position);
        recipients.add(recipient);
        acceptedAt.add(at);
        bodyOf.add(body);
        earlierToSame.add(latestTo.get(recipient));
        latestTo.put(recipient, index);
        if (isNewPair(recipient, body, index)) {
            distinct++;
        }
        return index;
    }

    /** The key of a pair has 64 bits; two pairs that share one are told apart, so no duplicate is invented. */
    private boolean isNewPair(long recipient, int body, int index) {
        long key = LongIntMap.spread(recipient) * 31 + LongIntMap.spread(body + 1L);
        int first = pairs.get(key);
        if (first == LongIntMap.NONE) {
            pairs.put(key, index);
            return true;
        }
        return recipients.get(first) != recipient || bodyOf.get(first) != body;
    }

    private BitSet bodiesWith(@Nullable String part) {
        BitSet found = new BitSet();
        for (int i = 0; i < bodies.size(); i++) {
            found.set(i, part == null || bodies.get(i).contains(part));
        }
        return found;
    }

    /** The inverse modulo 2^64, by Newton's iteration. */
    private static long inverse(long odd) {
        long inverse = odd;
        for (int i = 0; i < 6; i++) {
            inverse *= 2 - odd * inverse;
        }
        return inverse;
    }
}
