package loa.benchmarks.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;

import loa.contract.AreaCode;
import loa.delivery.RecipientId;
import loa.delivery.Revision;
import loa.delivery.work.WorkRecord;

/** Work records of recipients who stand in no order, as those of an import do: the worst case for an index of them. */
final class Crowd {
    private static final int AREAS = 2_800;

    private final RandomGenerator random;
    private final Revision revision;
    private final int size;

    Crowd(Revision revision, int size, RandomGenerator random) {
        this.revision = revision;
        this.size = size;
        this.random = random;
    }

    int records() {
        return (size + WorkRecord.MOST - 1) / WorkRecord.MOST;
    }

    /** The record with this number; recipients of its areas stand together, as planning finds them. */
    WorkRecord record(int seq) {
        List<WorkRecord.Run> runs = new ArrayList<>();
        int left = Math.min(WorkRecord.MOST, size - seq * WorkRecord.MOST);
        int perArea = Math.max(1, size / AREAS);
        int at = seq * WorkRecord.MOST;
        while (left > 0) {
            int area = at / perArea;
            int run = Math.min(left, (area + 1) * perArea - at);
            runs.add(new WorkRecord.Run(new AreaCode("%05d-%02d".formatted(10_000 + area / 28, area % 28 + 1)), recipients(run)));
            at += run;
            left -= run;
        }
        return new WorkRecord(revision, seq, runs);
    }

    private List<RecipientId> recipients(int number) {
        List<RecipientId> recipients = new ArrayList<>(number);
        for (int i = 0; i < number; i++) {
            long high = random.nextLong() & ~0xf000L | 0x7000L;
            recipients.add(new RecipientId(new UUID(high, random.nextLong() & ~(3L << 62) | 1L << 63)));
        }
        return recipients;
    }
}
