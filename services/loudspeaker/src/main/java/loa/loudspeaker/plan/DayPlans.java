package loa.loudspeaker.plan;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;

import org.springframework.jdbc.core.simple.JdbcClient;

import loa.loudspeaker.station.StationId;
import loa.loudspeaker.station.TimeSpan;

/** Reads plans day by day. Thread-safe. */
public final class DayPlans {
    private final JdbcClient jdbc;

    DayPlans(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The plan of one day.
     *
     * @param isToday whether emergencies of earlier days that are still to be played belong to it
     */
    public DayPlan read(StationId station, TimeSpan day, boolean isToday) {
        List<PlanTables.Placement> placements = placements(station, day.from());
        List<Plan.Unplaced> unplaced = placements.stream().filter(p -> p.reason() != null)
                .map(p -> new Plan.Unplaced(p.order(), Objects.requireNonNull(p.reason()))).toList();
        List<OrderKey> inForce = placements.stream().filter(p -> !p.state().equals("refused")).map(PlanTables.Placement::order).toList();
        List<PlanItem> items = items(station, day, isToday);
        return jdbc.sql("""
            SELECT coalesce(p.version, 0) AS version, coalesce(p.planned_at, s.created_at) AS planned_at,
              coalesce(p.halted, false) AS halted
            FROM station s LEFT JOIN station_plan p ON p.station = s.id WHERE s.id = :station
            """).param("station", station.value())
                .query((row, _) -> new DayPlan(row.getLong("version"),
                        row.getObject("planned_at", OffsetDateTime.class).toInstant(), row.getBoolean("halted"), items, unplaced,
                        inForce))
                .single();
    }

    private List<PlanItem> items(StationId station, TimeSpan day, boolean isToday) {
        // Indexes playlist_item_start and playlist_item_emergency.
        return jdbc.sql("""
            SELECT * FROM playlist_item WHERE station = :station AND state <> 'withdrawn' AND start >= :from AND start < :to
            UNION ALL
            SELECT * FROM playlist_item
            WHERE :today AND station = :station AND state = 'planned' AND session IS NULL AND start < :from
            ORDER BY start, directive, language, play
            """).param("station", station.value()).param("from", PlanTables.utc(day.from()))
                .param("to", PlanTables.utc(day.to()))
                .param("today", isToday).query(PlanTables::item).list();
    }

    /** Those that were not over before the day began. */
    private List<PlanTables.Placement> placements(StationId station, Instant from) {
        // Index placement_station.
        return jdbc.sql("""
            SELECT directive, revision, state, reason FROM placement
            WHERE station = :station AND state IN ('placed', 'heard', 'refused') AND not_after > :from
            ORDER BY directive, revision
            """).param("station", station.value()).param("from", PlanTables.utc(from)).query(PlanTables::placement).list();
    }
}
