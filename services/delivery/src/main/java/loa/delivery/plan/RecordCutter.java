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
    private final int most;

    /**
     * @param most recipients in one record
     */
    public RecordCutter(int most) {
        this.most = most;
    }

    /**
     * Cuts one page.
     *
     * @param firstSeq the number of the first record
     */
    public List<WorkRecord> cut(Revision revision, int firstSeq, List<Recipient> page) {
        List<WorkRecord> records = new ArrayList<>();
        int start = 0;
        while (start < page.size()) {
            int end = end(page, start);
            records.add(new WorkRecord(revision, firstSeq + records.size(), runs(page.subList(start, end))));
            start = end;
        }
        return records;
    }

    private int end(List<Recipient> page, int start) {
        int last = Math.min(page.size(), start + most);
        // from half its size on, a record ends where its area ends
        for (int i = start + Math.max(1, most / 2); i < last; i++) {
            if (!page.get(i).area().equals(page.get(i - 1).area())) {
                return i;
            }
        }
        return last;
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
