package loa.delivery.plan;

import java.util.ArrayList;
import java.util.List;

import loa.contract.AreaCode;
import loa.delivery.Recipient;
import loa.delivery.RecipientId;
import loa.delivery.Revision;
import loa.delivery.work.WorkRecord;

/** Cuts a page of an audience into work records: full ones, but rather one area each than quite full. */
public final class RecordCutter {
    /** From this size on, a record ends where its area ends. */
    private static final int LARGE_ENOUGH = WorkRecord.MOST / 2;

    private RecordCutter() {}

    /**
     * Cuts one page.
     *
     * @param firstSeq the number of the first record
     */
    public static List<WorkRecord> cut(Revision revision, int firstSeq, List<Recipient> page) {
        List<WorkRecord> records = new ArrayList<>();
        int start = 0;
        while (start < page.size()) {
            int end = end(page, start);
            records.add(new WorkRecord(revision, firstSeq + records.size(), runs(page.subList(start, end))));
            start = end;
        }
        return records;
    }

    private static int end(List<Recipient> page, int start) {
        int most = Math.min(page.size(), start + WorkRecord.MOST);
        for (int i = start + LARGE_ENOUGH; i < most; i++) {
            if (!page.get(i).area().equals(page.get(i - 1).area())) {
                return i;
            }
        }
        return most;
    }

    private static List<WorkRecord.Run> runs(List<Recipient> members) {
        List<WorkRecord.Run> runs = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= members.size(); i++) {
            AreaCode area = members.get(start).area();
            if (i == members.size() || !members.get(i).area().equals(area)) {
                List<RecipientId> ids = members.subList(start, i).stream().map(Recipient::id).toList();
                runs.add(new WorkRecord.Run(area, ids));
                start = i;
            }
        }
        return runs;
    }
}
