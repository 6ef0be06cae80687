package loa.delivery.work;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
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
    /** Bytes of an area's code at most. */
    private static final int AREA = 16;

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

    /** Of areas and recipients: another record of the same number has another one. SHA-256, the first 16 bytes. */
    public byte[] digest() {
        ByteBuffer content = ByteBuffer.allocate(runs.size() * (Long.BYTES + AREA) + size() * 2 * Long.BYTES);
        for (Run run : runs) {
            byte[] area = run.area().value().getBytes(StandardCharsets.UTF_8);
            content.putInt(run.recipients().size()).putInt(area.length).put(area);
            for (RecipientId recipient : run.recipients()) {
                content.putLong(recipient.value().getMostSignificantBits()).putLong(recipient.value().getLeastSignificantBits());
            }
        }
        return Arrays.copyOf(sha256(content.flip()), 16);
    }

    private static byte[] sha256(ByteBuffer content) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(content);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
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

    /** Puts runs together again from the columns of a table; each run ends before the place in {@code ends}. */
    static List<Run> runs(List<AreaCode> areas, List<Integer> ends, List<RecipientId> recipients) {
        return IntStream.range(0, areas.size())
                .mapToObj(i -> new Run(areas.get(i), recipients.subList(i == 0 ? 0 : ends.get(i - 1), ends.get(i)))).toList();
    }

    /** Before which place each run ends. */
    List<Integer> ends() {
        List<Integer> ends = new ArrayList<>(runs.size());
        int end = 0;
        for (Run run : runs) {
            end += run.recipients().size();
            ends.add(end);
        }
        return ends;
    }
}
