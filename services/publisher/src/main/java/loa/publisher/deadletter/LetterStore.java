package loa.publisher.deadletter;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import loa.contract.Verification;

/** The tables {@code dead_letter}, {@code dead_letter_refusal} and {@code dead_letter_act}. */
final class LetterStore {
    private static final String LETTERS = """
        select d.id, d.topic, d.topic_partition, d.topic_offset, d.reason, d.type, d.at, d.state, d.version,
               a.act, a.holder, a.name, a.at as act_at, a.reason as act_reason, a.to_partition, a.to_offset,
               array(select r.refused_by from dead_letter_refusal r
                     where r.letter = d.id order by r.at, r.refused_by, r.reason) as refused_by,
               array(select r.reason from dead_letter_refusal r
                     where r.letter = d.id order by r.at, r.refused_by, r.reason) as refused_why,
               array(select r.at from dead_letter_refusal r
                     where r.letter = d.id order by r.at, r.refused_by, r.reason) as refused_at,
               (select o.id from dead_letter_act b join dead_letter o on o.id = b.letter -- dead_letter_act_place
                 where b.to_offset = d.topic_offset and b.to_partition = d.topic_partition
                   and o.topic = d.topic and o.digest = d.digest
                 order by o.id desc limit 1) as replay_of,
               (select n.id from dead_letter n -- dead_letter_once
                 where n.topic = d.topic and n.topic_partition = a.to_partition and n.topic_offset = a.to_offset
                   and n.digest = d.digest) as came_back_as
        from dead_letter d left join dead_letter_act a on a.letter = d.id
        """;

    private final JdbcClient jdbc;

    LetterStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Keeps a letter, once for each refused record, and who refused it. Repetition changes nothing. */
    void put(ReceivedLetter letter) {
        byte[] digest = letter.record().original().digest();
        jdbc.sql("""
            insert into dead_letter (id, topic, topic_partition, topic_offset, digest, reason, type, at, record_key, record_value, headers)
            values (:id, :topic, :partition, :offset, :digest, :reason, :type, :at, :key, :value, :headers)
            on conflict on constraint dead_letter_once do nothing
            """).param("id", DeadLetterId.next().value()).param("topic", letter.place().topic())
                .param("partition", letter.place().partition()).param("offset", letter.place().offset()).param("digest", digest)
                .param("reason", letter.reason().code()).param("type", letter.type()).param("at", letter.at())
                .param("key", letter.record().key()).param("value", letter.record().value())
                .param("headers", HeaderBytes.write(letter.record().headers())).update();
        jdbc.sql("""
            insert into dead_letter_refusal (letter, refused_by, reason, at)
            select id, :by, :reason, :at from dead_letter -- dead_letter_once
             where topic = :topic and topic_partition = :partition and topic_offset = :offset and digest = :digest
            on conflict do nothing
            """).param("by", letter.refusedBy()).param("reason", letter.reason().code()).param("at", letter.at())
                .param("topic", letter.place().topic()).param("partition", letter.place().partition())
                .param("offset", letter.place().offset()).param("digest", digest).update();
    }

    /** Primary key. */
    Optional<DeadLetter> find(DeadLetterId id) {
        return jdbc.sql(LETTERS + "where d.id = :id").param("id", id.value()).query(LetterRows::letter).optional();
    }

    /** The same, which nobody else changes until the end of the transaction. */
    Optional<DeadLetter> lock(DeadLetterId id) {
        Optional<UUID> locked = jdbc.sql("select id from dead_letter where id = :id for update").param("id", id.value())
                .query(UUID.class).optional();
        return locked.isEmpty() ? Optional.empty() : find(id);
    }

    /** The record of a letter, as it came. Primary key. */
    RawRecord record(DeadLetterId id) {
        return jdbc.sql("select record_key, record_value, headers from dead_letter where id = :id").param("id", id.value())
                .query(LetterRows::record).single();
    }

    /** The newest first. By primary key, or by dead_letter_open or dead_letter_topic where these are asked for. */
    List<DeadLetter> list(LetterFilter filter, @Nullable UUID after, int limit) {
        Verification.Reason reason = filter.reason();
        return jdbc.sql(LETTERS + """
            where (cast(:after as uuid) is null or d.id < :after)
              and (cast(:topic as text) is null or d.topic = :topic)
              and (cast(:state as text) is null or d.state = :state)
              and (cast(:reason as text) is null
                   or exists (select from dead_letter_refusal r where r.letter = d.id and r.reason = :reason))
            order by d.id desc limit :limit
            """).param("after", after).param("topic", filter.topic()).param("state", filter.state())
                .param("reason", reason == null ? null : reason.code()).param("limit", limit).query(LetterRows::letter).list();
    }

    /** The topics of which there are letters, in the order of their names. */
    List<String> topics() {
        return jdbc.sql("select distinct topic from dead_letter order by topic").query((row, number) -> row.getString(1)).list();
    }

    /** How many nobody has decided about. dead_letter_open */
    long open() {
        return jdbc.sql("select count(*) from dead_letter where state = 'open'").query(Long.class).single();
    }

    /** Writes down what was decided. */
    void decide(DeadLetterId id, LetterState.Decided decided) {
        Place to = decided.to();
        jdbc.sql("""
            insert into dead_letter_act (letter, act, holder, name, at, reason, to_partition, to_offset)
            values (:id, :act, :holder, :name, :at, :reason, :partition, :offset)
            """).param("id", id.value()).param("act", decided.act().state()).param("holder", decided.holder())
                .param("name", decided.name()).param("at", decided.at()).param("reason", decided.reason())
                .param("partition", to == null ? null : to.partition()).param("offset", to == null ? null : to.offset()).update();
        jdbc.sql("update dead_letter set state = :state, version = version + 1 where id = :id").param("state", decided.code())
                .param("id", id.value()).update();
    }

    /** Removes letters that were refused before; answers how many. The topic keeps them no longer either. */
    int prune(OffsetDateTime before) {
        return jdbc.sql("delete from dead_letter where at < :before").param("before", before).update();
    }
}
