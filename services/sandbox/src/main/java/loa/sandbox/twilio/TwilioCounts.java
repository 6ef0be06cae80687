package loa.sandbox.twilio;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What the summary tells beside the messages themselves. Thread-safe. */
final class TwilioCounts {

    final LongAdder requests = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder lists = new LongAdder();
    final LongAdder receiptsSent = new LongAdder();
    final LongAdder receiptsAnswered = new LongAdder();

    long[] values() {
        return new long[]{requests.sum(), refused.sum(), lists.sum(), receiptsSent.sum(), receiptsAnswered.sum()};
    }

    void restore(long[] values) {
        LongAdder[] adders = {requests, refused, lists, receiptsSent, receiptsAnswered};
        for (int i = 0; i < adders.length; i++) {
            adders[i].reset();
            adders[i].add(values[i]);
        }
    }

    Map<String, Object> summary(int accepted, int distinct) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("requests", requests.sum());
        summary.put("accepted", accepted);
        summary.put("distinct", distinct);
        summary.put("duplicates", accepted - distinct);
        summary.put("refused", refused.sum());
        summary.put("lists", lists.sum());
        summary.put("receipts", Map.of("sent", receiptsSent.sum(), "answered", receiptsAnswered.sum()));
        return summary;
    }
}
