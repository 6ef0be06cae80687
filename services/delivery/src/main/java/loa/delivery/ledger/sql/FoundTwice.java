package loa.delivery.ledger.sql;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import loa.delivery.Recipient;
import loa.delivery.RecipientId;
import loa.delivery.postgres.Session;
import loa.delivery.work.WorkRecord;

/**
 * Recipients who stand in two records, since their area changed while planning ran. Each was counted twice and is claimed once. The
 * record that comes second remembers them: it counts them no more, only once, and leaves them to the other for good, also when that one
 * is put back.
 */
final class FoundTwice {
    private FoundTwice() {}

    /**
     * Takes out of the audience whom another record has claimed.
     *
     * @param known who was taken out when this record was done before
     */
    static void countOnce(Session session, WorkRecord record, Set<RecipientId> known, Tally tally) {
        Set<RecipientId> found = claimedElsewhere(session, record);
        List<Recipient> news = record.recipients().stream().filter(r -> found.contains(r.id()) && !known.contains(r.id())).toList();
        if (news.isEmpty()) {
            return;
        }
        news.forEach(r -> tally.audience(Tally.Place.of(record.revision(), record.shard(), r.area()), -1));
        session.sql("update directive_taken set audience = audience - :number where directive = :directive and revision = :revision")
                .set("number", news.size()).set("directive", record.revision().directive().value())
                .set("revision", record.revision().number()).update();
        session.sql("""
            update work_record set found_elsewhere = found_elsewhere || :news::uuid[] where revision_key = :key and seq = :seq
            """).array("news", "uuid", news.stream().map(Recipient::id).toList()).set("key", record.revision().key())
                .set("seq", record.seq()).update();
    }

    private static Set<RecipientId> claimedElsewhere(Session session, WorkRecord record) {
        return session.oneByOne().sql("""
            with r as materialized (
                 select w.revision_key, unnest(w.recipients) as recipient from work_record w where w.revision_key = :key and w.seq = :seq)
            select d.recipient from r join delivery d on d.recipient = r.recipient and d.revision_key = r.revision_key -- delivery_once
             where d.slot >> 9 <> :seq
            """).set("key", record.revision().key()).set("seq", record.seq())
                .list(row -> new RecipientId(row.uuid("recipient"))).stream().collect(Collectors.toSet());
    }
}
