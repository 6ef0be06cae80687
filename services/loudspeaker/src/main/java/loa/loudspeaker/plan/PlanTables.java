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
        return jdbc.sql("""
                        SELECT directive, revision, state, reason FROM placement
                        WHERE station = :station AND state IN ('placed', 'heard') AND not_after > :now
                        """).param("station", station.value()).param("now", utc(now)).query(PlanTables::placement).list().stream()
                .map(Placement::order).toList();
    }

    void insertPlacement(StationId station, OrderKey order, UUID delivery, Instant notAfter, @Nullable Reason refused) {
        jdbc.sql("""
                 INSERT INTO placement (station, directive, revision, delivery, state, reason, not_after)
                 VALUES (:station, :directive, :revision, :delivery, :state, :reason, :notAfter)
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
        // Index playlist_item_start.
        return jdbc.sql("""
                        SELECT * FROM playlist_item i
                        WHERE station = :station AND state <> 'withdrawn'
                          AND (start >= :from OR (directive, revision) IN (SELECT directive, revision FROM placement p
                            WHERE p.station = :station AND p.state IN ('placed', 'heard') AND p.not_after > :now))
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

    void move(UUID item, Slot slot) {
        jdbc.sql("UPDATE playlist_item SET start = :start, session = :session, until = :until WHERE id = :id").param("id", item)
                .param("start", utc(slot.start())).param("session", slot.session()).param("until", utc(slot.until())).update();
    }

    void withdraw(Collection<UUID> items) {
        jdbc.sql("UPDATE playlist_item SET state = 'withdrawn' WHERE id = ANY (:ids::uuid[])")
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
