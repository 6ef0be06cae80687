package loa.loudspeaker.plan;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import loa.contract.DirectiveId;
import loa.contract.Ids;
import loa.loudspeaker.station.StationId;

/** The tables of one station's plan; all calls are for use within a transaction that holds {@link #lock}. */
final class PlanTables {
    private final JdbcClient jdbc;

    PlanTables(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param reason why it, or a part of it, has no place; null: it has */
    record Placement(OrderKey order, String state, @Nullable Reason reason) {}

    /** Makes the plan of the station this transaction's own until its end. */
    void lock(StationId station, Instant now) {
        jdbc.sql("INSERT INTO station_plan (station, version, planned_at) VALUES (:station, 0, :now) ON CONFLICT (station) DO NOTHING")
                .param("station", station.value()).param("now", utc(now)).update();
        jdbc.sql("SELECT version FROM station_plan WHERE station = :station FOR UPDATE").param("station", station.value())
                .query(Long.class).single();
    }

    /** The plan says something else from now on. */
    void newVersion(StationId station, Instant now) {
        jdbc.sql("UPDATE station_plan SET version = version + 1, planned_at = :now WHERE station = :station").param("now", utc(now))
                .param("station", station.value()).update();
    }

    /** Ends a halt. False when there was none. */
    boolean resume(StationId station) {
        return jdbc.sql("UPDATE station_plan SET halted = false WHERE station = :station AND halted").param("station", station.value())
                .update() == 1;
    }

    /** Nothing waits any more for the plan to be made anew. */
    void upToDate(StationId station) {
        jdbc.sql("UPDATE station_plan SET outdated = false WHERE station = :station AND outdated").param("station", station.value())
                .update();
    }

    Optional<Placement> placement(StationId station, OrderKey order) {
        return jdbc.sql("""
            SELECT directive, revision, state, reason FROM placement
            WHERE station = :station AND directive = :directive AND revision = :revision
            """).param("station", station.value()).param("directive", order.directive().value())
                .param("revision", order.revision())
                .query(PlanTables::placement).optional();
    }

    /** What is in force at the station: placed, not withdrawn, not over. */
    List<OrderKey> inForce(StationId station, Instant now) {
        // Index placement_station.
        return jdbc.sql("""
            SELECT directive, revision, state, reason FROM placement
            WHERE station = :station AND state IN ('placed', 'heard') AND not_after > :now
            """).param("station", station.value()).param("now", utc(now)).query(PlanTables::placement).list().stream()
                .map(Placement::order).toList();
    }

    void insertPlacement(StationId station, OrderKey order, UUID delivery, Instant notAfter, @Nullable Reason refused) {
        jdbc.sql("""
            INSERT INTO placement (station, directive, revision, delivery, state, reason, not_after, last_chance)
            VALUES (:station, :directive, :revision, :delivery, :state, :reason, :notAfter, :notAfter)
            """).param("station", station.value()).param("directive", order.directive().value()).param("revision", order.revision())
                .param("delivery", delivery).param("state", refused == null ? "placed" : "refused")
                .param("reason", refused == null ? null : refused.code()).param("notAfter", utc(notAfter)).update();
    }

    void setReason(StationId station, OrderKey order, @Nullable Reason reason) {
        jdbc.sql("""
            UPDATE placement SET reason = :reason
            WHERE station = :station AND directive = :directive AND revision = :revision AND reason IS DISTINCT FROM :reason
            """).param("station", station.value()).param("directive", order.directive().value()).param("revision", order.revision())
                .param("reason", reason == null ? null : reason.code()).update();
    }

    /**
     * Writes down when it is too late for what is in force. What has no place, or not wholly, may be given one until its directive ends.
     */
    void setLastChances(StationId station, Instant now) {
        // Indexes placement_station and playlist_item_play.
        jdbc.sql("""
            UPDATE placement p SET last_chance = chance.until FROM (
              SELECT q.directive, q.revision,
                CASE WHEN q.reason IS NULL THEN coalesce(max(i.until), q.not_after) ELSE q.not_after END AS until
              FROM placement q LEFT JOIN playlist_item i ON i.station = q.station AND i.directive = q.directive
                AND i.revision = q.revision AND i.state <> 'withdrawn'
              WHERE q.station = :station AND q.state = 'placed' AND q.not_after > :now
              GROUP BY q.directive, q.revision, q.reason, q.not_after) AS chance
            WHERE p.station = :station AND p.directive = chance.directive AND p.revision = chance.revision
              AND p.last_chance <> chance.until
            """).param("station", station.value()).param("now", utc(now)).update();
    }

    /** An earlier revision of the same directive has no force beside this one. */
    void withdrawEarlier(StationId station, OrderKey order) {
        jdbc.sql("""
            UPDATE placement SET state = 'withdrawn'
            WHERE station = :station AND directive = :directive AND revision < :revision AND state IN ('placed', 'heard')
            """).param("station", station.value()).param("directive", order.directive().value()).param("revision", order.revision())
                .update();
        jdbc.sql("""
            UPDATE playlist_item SET state = 'withdrawn'
            WHERE station = :station AND directive = :directive AND revision < :revision AND state = 'planned'
            """).param("station", station.value()).param("directive", order.directive().value()).param("revision", order.revision())
                .update();
    }

    /** Items from this moment on, and all earlier ones of orders that are still in force. */
    List<PlanItem> items(StationId station, Instant from, Instant now) {
        // Indexes playlist_item_start, placement_station and playlist_item_play.
        return jdbc.sql("""
            SELECT * FROM playlist_item WHERE station = :station AND state <> 'withdrawn' AND start >= :from
            UNION
            SELECT i.* FROM placement p JOIN playlist_item i ON i.station = p.station AND i.directive = p.directive
              AND i.revision = p.revision
            WHERE p.station = :station AND p.state IN ('placed', 'heard') AND p.not_after > :now AND i.state <> 'withdrawn'
            """).param("station", station.value()).param("from", utc(from)).param("now", utc(now)).query(PlanTables::item)
                .list();
    }

    void insert(StationId station, Slot slot) {
        jdbc.sql("""
            INSERT INTO playlist_item (id, station, directive, revision, language, play, start, length_ms, session, until, state)
            VALUES (:id, :station, :directive, :revision, :language, :play, :start, :length, :session, :until, 'planned')
            """).param("id", Ids.next()).param("station", station.value()).param("directive", slot.order().directive().value())
                .param("revision", slot.order().revision()).param("language", slot.language()).param("play", slot.play())
                .param("start", utc(slot.start())).param("length", slot.length().toMillis()).param("session", slot.session())
                .param("until", utc(slot.until())).update();
    }

    /** Unless it was reported meanwhile: then it stays where it was played. */
    void move(UUID item, Slot slot) {
        jdbc.sql("UPDATE playlist_item SET start = :start, session = :session, until = :until WHERE id = :id AND state = 'planned'")
                .param("id", item).param("start", utc(slot.start())).param("session", slot.session()).param("until", utc(slot.until()))
                .update();
    }

    /** Those of them that were not reported meanwhile. */
    void withdraw(Collection<UUID> items) {
        jdbc.sql("UPDATE playlist_item SET state = 'withdrawn' WHERE id = ANY (:ids::uuid[]) AND state = 'planned'")
                .param("ids", items.stream().map(UUID::toString).toArray(String[]::new)).update();
    }

    static PlanItem item(ResultSet row, int number) throws SQLException {
        var order = new OrderKey(new DirectiveId(row.getObject("directive", UUID.class)), row.getInt("revision"));
        var slot = new Slot(order, row.getString("language"), row.getInt("play"), row.getObject("start", OffsetDateTime.class).toInstant(),
                Duration.ofMillis(row.getLong("length_ms")), row.getString("session"),
                row.getObject("until", OffsetDateTime.class).toInstant());
        return new PlanItem(row.getObject("id", UUID.class), slot, PlanItem.State.ofCode(row.getString("state")));
    }

    static Placement placement(ResultSet row, int number) throws SQLException {
        String reason = row.getString("reason");
        return new Placement(new OrderKey(new DirectiveId(row.getObject("directive", UUID.class)), row.getInt("revision")),
                row.getString("state"), reason == null ? null : Reason.ofCode(reason));
    }

    static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
