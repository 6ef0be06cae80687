package loa.publisher.halt;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import loa.api.access.Caller;
import loa.contract.AreaCode;
import loa.contract.Channel;

/** The tables {@code halt} and {@code halt_acknowledgement}. */
final class HaltStore {
    private static final String HALTS = """
        select h.area, h.channels, h.reason, h.name, h.at,
               array(select a.channel from halt_acknowledgement a
                     where a.area = h.area order by a.channel) as answered,
               array(select a.at from halt_acknowledgement a
                     where a.area = h.area order by a.channel) as answered_at
        from halt h
        """;

    private final JdbcClient jdbc;

    HaltStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One at a time for each area, until the end of the transaction. */
    void lock(AreaCode area) {
        jdbc.sql("select 1 from (select pg_advisory_xact_lock(hashtext('halt'), hashtext(:area))) as locked").param("area", area.value())
                .query(Integer.class).single();
    }

    /** Puts it in the place of the one before; nobody has acknowledged it yet. */
    void put(AreaCode area, Set<Channel> channels, String reason, Caller by, OffsetDateTime at) {
        remove(area);
        jdbc.sql("""
            insert into halt (area, channels, reason, holder, name, at) values (:area, :channels, :reason, :holder, :name, :at)
            """).param("area", area.value()).param("channels", channels.stream().map(Channel::code).sorted().toArray(String[]::new))
                .param("reason", reason).param("holder", by.holder()).param("name", by.name()).param("at", at).update();
    }

    void remove(AreaCode area) {
        jdbc.sql("delete from halt where area = :area").param("area", area.value()).update();
    }

    /**
     * Notes that a channel keeps to a halt. An answer to an earlier halt of the same area is none to this one; a channel whose clock is
     * slow answers again when the halt is sent again.
     */
    void acknowledge(AreaCode area, Channel channel, OffsetDateTime at) {
        jdbc.sql("""
            insert into halt_acknowledgement (area, channel, at)
            select area, :channel, :at from halt
            where area = :area and :channel = any(channels) and at <= :at
            on conflict (area, channel) do nothing
            """).param("area", area.value()).param("channel", channel.code()).param("at", at).update();
    }

    /** The place of a halt in the list. */
    record Place(OffsetDateTime at, AreaCode area) {
        /** @throws RuntimeException as {@code PageRequest.after} takes it for a bad cursor */
        static Place parse(String text) {
            int blank = text.indexOf(' ');
            return new Place(OffsetDateTime.parse(text.substring(0, blank)), new AreaCode(text.substring(blank + 1)));
        }

        @Override
        public String toString() {
            return at + " " + area;
        }
    }

    /** Primary keys. */
    Optional<Halt> find(AreaCode area) {
        return jdbc.sql(HALTS + "where h.area = :area").param("area", area.value()).query(HaltStore::halt).optional();
    }

    /** The newest first. The whole table is read: halts in force are few. */
    List<Halt> list(@Nullable Place after, int limit) {
        return jdbc.sql(HALTS + """
            where cast(:at as timestamptz) is null or (h.at, h.area) < (:at, cast(:area as text))
            order by h.at desc, h.area desc limit :limit
            """).param("at", after == null ? null : after.at())
                .param("area", after == null ? null : after.area().value()).param("limit", limit).query(HaltStore::halt).list();
    }

    private static Halt halt(ResultSet rs, int number) throws SQLException {
        List<Channel> channels = Arrays.stream((String[]) rs.getArray("channels").getArray()).map(Channel::ofCode).sorted().toList();
        String[] answered = (String[]) rs.getArray("answered").getArray();
        var times = (java.sql.Timestamp[]) rs.getArray("answered_at").getArray();
        Map<String, @Nullable OffsetDateTime> acknowledged = new LinkedHashMap<>();
        channels.forEach(channel -> acknowledged.put(channel.code(), null));
        for (int i = 0; i < answered.length; i++) {
            acknowledged.put(answered[i], times[i].toInstant().atOffset(loa.contract.LoaJson.OFFSET));
        }
        return new Halt(new AreaCode(rs.getString("area")), channels, rs.getString("reason"), rs.getString("name"),
                rs.getObject("at", OffsetDateTime.class), acknowledged);
    }
}
