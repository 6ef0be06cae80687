package loa.publisher.outbox;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import loa.contract.Channel;
import loa.contract.LoaJson;

/** The table {@code outbox}. */
final class OutboxStore {
    /** One relay at a time in the whole database, whatever instance it is in: the bytes of "loa" and a number of our own. */
    private static final long RELAY_LOCK = 0x6c6f61_0001L;
    private static final String INSERT = """
        insert into outbox (topic, key, urgency, headers, value, written_at, about, awaiting, until)
        values (:topic, :key, :urgency, cast(:headers as json), :value, :now, :about, :awaiting, :until)
        """;

    private final JdbcClient jdbc;
    private final NamedParameterJdbcTemplate batches;
    private final JsonMapper json = LoaJson.mapper();

    OutboxStore(JdbcClient jdbc, NamedParameterJdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    /** Who has to acknowledge an event, under which name and how long we wait. */
    record Awaited(String about, Set<Channel> channels, @Nullable OffsetDateTime until) {}

    /** A record with its place in the table. */
    record Row(long id, ProducerRecord<String, byte[]> record) {}

    void insertEvent(ProducerRecord<String, byte[]> record, Awaited awaited, OffsetDateTime now) {
        jdbc.sql(INSERT).paramSource(parameters(record, 0, now).addValue("about", awaited.about())
                .addValue("awaiting", codes(awaited.channels())).addValue("until", awaited.until())).update();
    }

    void insertStates(List<ProducerRecord<String, byte[]>> records, OffsetDateTime now) {
        batches.batchUpdate(INSERT, records.stream().map(r -> parameters(r, 1, now).addValue("about", null)
                .addValue("awaiting", new String[0]).addValue("until", null)).toArray(MapSqlParameterSource[]::new));
    }

    private MapSqlParameterSource parameters(ProducerRecord<String, byte[]> record, int urgency, OffsetDateTime now) {
        List<List<String>> headers = new ArrayList<>();
        record.headers().forEach(h -> headers.add(List.of(h.key(), new String(h.value(), StandardCharsets.UTF_8))));
        return new MapSqlParameterSource().addValue("topic", record.topic()).addValue("key", record.key()).addValue("urgency", urgency)
                .addValue("headers", json.writeValueAsString(headers)).addValue("value", record.value()).addValue("now", now);
    }

    /** Whether this transaction is the one that relays; false when another one does. */
    boolean lockRelay() {
        return jdbc.sql("select pg_try_advisory_xact_lock(:lock)").param("lock", RELAY_LOCK).query(Boolean.class).single();
    }

    /** The oldest unsent record of each key, urgent ones first. Index: outbox_unsent. */
    List<Row> unsent(int limit) {
        return jdbc.sql("""
            select distinct on (urgency, topic, key) id, topic, key, headers, value
            from outbox where sent_at is null
            order by urgency, topic, key, id limit :limit
            """).param("limit", limit).query(this::row).list();
    }

    void markSent(List<Long> ids, OffsetDateTime now) {
        jdbc.sql("update outbox set sent_at = :now, sends = sends + 1 where id = any(:ids)").param("now", now)
                .param("ids", ids.toArray(Long[]::new)).update();
    }

    /**
     * Makes unsent again what is not acknowledged {@code after} its last sending; each time the wait doubles, up to 32-fold, because a
     * channel that is down finds the record on its topic anyway. Returns how many. Index: outbox_awaiting.
     */
    int sendAgain(OffsetDateTime now, Duration after) {
        return jdbc.sql("""
            update outbox set sent_at = null
            where awaiting <> '{}' and sends > 0 and (until is null or until > :now)
              and sent_at < :now - make_interval(secs => :seconds * power(2, least(sends - 1, 5)))
            """).param("now", now).param("seconds", after.toMillis() / 1000.0).update();
    }

    /**
     * A channel whose clock is slow has not acknowledged what is newer than its answer; it answers again when the record is sent again.
     * Index: outbox_awaiting.
     */
    void acknowledge(Acknowledgements.Acknowledgement answer) {
        jdbc.sql("""
            update outbox set awaiting = array_remove(awaiting, :channel)
            where about = :about and awaiting <> '{}' and :channel = any(awaiting)
              and (cast(:at as timestamptz) is null or written_at <= :at)
            """).param("about", answer.about()).param("channel", answer.channel().code()).param("at", answer.at()).update();
    }

    /** Nobody waits any more for acknowledgements of these channels of what was written under this key. Index: outbox_awaiting. */
    void forget(String key, Set<Channel> channels) {
        jdbc.sql("""
            update outbox set awaiting = array(select unnest(awaiting) except select unnest(:channels))
            where key = :key and awaiting <> '{}'
            """).param("key", key).param("channels", codes(channels)).update();
    }

    private static String[] codes(Set<Channel> channels) {
        return channels.stream().map(Channel::code).sorted().toArray(String[]::new);
    }

    /** Removes states that were sent before this time: the topic keeps the newest of each key. Index: outbox_done. */
    int prune(OffsetDateTime sentBefore) {
        return jdbc.sql("delete from outbox where urgency = 1 and sent_at < :before").param("before", sentBefore).update();
    }

    private Row row(ResultSet rs, int number) throws SQLException {
        var record = new ProducerRecord<>(rs.getString("topic"), rs.getString("key"), rs.getBytes("value"));
        List<List<String>> headers = json.readValue(rs.getString("headers"), new TypeReference<>() {
        });
        headers.forEach(h -> record.headers().add(h.get(0), h.get(1).getBytes(StandardCharsets.UTF_8)));
        return new Row(rs.getLong("id"), record);
    }
}
