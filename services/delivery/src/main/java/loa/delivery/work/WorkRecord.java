package loa.delivery.work;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import loa.contract.AreaCode;
import loa.delivery.DeliveryId;
import loa.delivery.Recipient;
import loa.delivery.RecipientId;
import loa.delivery.Revision;

/**
 * Up to 500 recipients of one revision, ids only. The same record planned again is the same in every part.
 *
 * @param seq  counts the records of the revision from 0
 * @param runs the recipients by area, in the order of the audience
 */
public record WorkRecord(Revision revision, int seq, List<Run> runs) {
    /** As many recipients as one record holds at most. */
    public static final int MOST = 500;
    /** Into how many shards the counts of a revision are cut, so that lanes and instances do not wait for each other. */
    public static final int SHARDS = 8;

    /** Copies the runs. */
    public WorkRecord {
        if (seq < 0) {
            throw new IllegalArgumentException("seq must not be negative, but was " + seq);
        }
        runs = List.copyOf(runs);
    }

    /** Neighbours in the audience who are counted under the same area. */
    public record Run(AreaCode area, List<RecipientId> recipients) {
        /** Copies the list. */
        public Run {
            recipients = List.copyOf(recipients);
        }
    }

    /** The record's key on its topic: the same each time it is produced. */
    public String key() {
        return revision + "/" + seq;
    }

    /** The shard in whose counts a record stands. */
    public static int shardOf(int seq) {
        return seq % SHARDS;
    }

    /** The shard in whose counts this record stands. */
    public int shard() {
        return shardOf(seq);
    }

    /** How many recipients it names. */
    public int size() {
        return runs.stream().mapToInt(r -> r.recipients().size()).sum();
    }

    /** The recipients in order. */
    public List<Recipient> recipients() {
        return runs.stream().flatMap(run -> run.recipients().stream().map(id -> new Recipient(id, run.area()))).toList();
    }

    /**
     * The ids under which its recipients are claimed.
     *
     * @param salt another one for each claim, the same when a claim without an answer is repeated; see {@link DeliveryId#freshSalt()}
     */
    public Map<RecipientId, DeliveryId> ids(int salt) {
        Map<RecipientId, DeliveryId> ids = HashMap.newHashMap(size());
        int place = 0;
        for (Run run : runs) {
            for (RecipientId recipient : run.recipients()) {
                ids.putIfAbsent(recipient, DeliveryId.of(revision, seq, place, salt));
                place++;
            }
        }
        return ids;
    }

    /** Puts runs together again from the columns of a table. */
    static List<Run> runs(List<AreaCode> areas, List<Integer> sizes, List<RecipientId> recipients) {
        int[] starts = new int[sizes.size() + 1];
        for (int i = 0; i < sizes.size(); i++) {
            starts[i + 1] = starts[i] + sizes.get(i);
        }
        return IntStream.range(0, areas.size()).mapToObj(i -> new Run(areas.get(i), recipients.subList(starts[i], starts[i + 1])))
                .toList();
    }
}
