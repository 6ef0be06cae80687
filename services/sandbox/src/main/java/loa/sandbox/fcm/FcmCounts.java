package loa.sandbox.fcm;

import java.util.concurrent.atomic.LongAdder;

/** What the summary tells beside the messages themselves. Thread-safe. */
final class FcmCounts {

    final LongAdder requests = new LongAdder();
    final LongAdder refused = new LongAdder();

    long[] values() {
        return new long[]{requests.sum(), refused.sum()};
    }

    void restore(long[] values) {
        requests.reset();
        requests.add(values[0]);
        refused.reset();
        refused.add(values[1]);
    }
}
