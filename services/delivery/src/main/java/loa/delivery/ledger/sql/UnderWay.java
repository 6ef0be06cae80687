package loa.delivery.ledger.sql;

/**
 * Which parts of the ledger may hold rows that are sending. No index knows their owner or state: it would cost another write for each
 * delivery, and instances seldom die. The counts know the areas in which somebody is being sent to, the work records their slots.
 */
final class UnderWay {
    /** The table {@code under_way}: slots of a revision from {@code first} to {@code last}. A record that overlaps stands in it once; in the order of {@link Batch}. */
    static final String WITH = """
        with under_way as materialized (
             select w.revision_key, w.seq * 512 as first, w.seq * 512 + 511 as last
               from (select directive, revision, shard, array_agg(area) as areas from tally where sending > 0 group by 1, 2, 3) t
               join work_record w on w.revision_key = revision_key(t.directive, t.revision) -- primary key
                                 and w.seq %% %d = t.shard and w.areas && t.areas
              order by w.revision_key, w.seq)
        """.formatted(loa.delivery.work.WorkRecord.SHARDS);

    private UnderWay() {}
}
