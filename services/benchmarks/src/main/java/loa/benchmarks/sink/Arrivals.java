package loa.benchmarks.sink;

import java.util.HashMap;
import java.util.Map;

import io.netty.util.collection.LongObjectHashMap;
import io.netty.util.collection.LongObjectMap;

/** Counts sends. Used by the one thread of the event loop. */
final class Arrivals {
    private LongHashSet seen = new LongHashSet();
    private SecondWindow window = new SecondWindow();
    private final LongObjectMap<Tally> codes = new LongObjectHashMap<>();
    private long requests;
    private long accepted;
    private long distinct;
    private long turnedAway;
    private long inquiries;

    /**
     * Takes one send.
     *
     * @param limit a second; 0: none
     * @return whether it is accepted
     */
    boolean take(Content content, long now, double limit) {
        requests++;
        window.add(now);
        if (limit > 0 && window.within() > limit * SinkSettings.TOLERANCE) {
            turnedAway++;
            return false;
        }
        accepted++;
        if (seen.add(content.identity())) {
            distinct++;
        }
        Tally tally = codes.get(content.code());
        if (tally == null) {
            tally = new Tally(now, accepted);
            codes.put(content.code(), tally);
        }
        tally.one(now, accepted);
        return true;
    }

    void inquiry() {
        inquiries++;
    }

    void reset() {
        seen = new LongHashSet();
        window = new SecondWindow();
        codes.clear();
        requests = accepted = distinct = turnedAway = inquiries = 0;
    }

    Counts counts(int connections, Counts.Receipts receipts) {
        Map<String, Counts.OfCode> byCode = new HashMap<>();
        codes.forEach((code, tally) -> byCode.put(Content.letters(code), tally.counted()));
        return new Counts(requests, accepted, distinct, turnedAway, inquiries, window.most(), connections, receipts, byCode);
    }

    private static final class Tally {
        private final long firstAt;
        private final long acceptedThen;
        private long count;
        private long lastAt;
        private long acceptedLast;

        Tally(long firstAt, long acceptedThen) {
            this.firstAt = firstAt;
            this.acceptedThen = acceptedThen;
        }

        void one(long now, long all) {
            count++;
            lastAt = now;
            acceptedLast = all;
        }

        Counts.OfCode counted() {
            return new Counts.OfCode(count, firstAt, lastAt, acceptedThen, acceptedLast);
        }
    }
}
