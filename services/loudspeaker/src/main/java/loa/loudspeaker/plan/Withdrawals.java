package loa.loudspeaker.plan;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;

import loa.contract.AreaCode;
import loa.contract.DirectiveId;
import loa.delivery.Controls;
import loa.loudspeaker.station.StationId;

/** Carries what is cancelled, replaced or halted into the plans. What was done already is left alone, so any instance may do it at any time. */
final class Withdrawals {
    private final JdbcClient jdbc;
    private final Controls controls;
    private final Plans plans;
    private final Plans.Announcer announcer;
    private final InstantSource clock;

    Withdrawals(JdbcClient jdbc, Controls controls, Plans plans, Plans.Announcer announcer, InstantSource clock) {
        this.jdbc = jdbc;
        this.controls = controls;
        this.plans = plans;
        this.announcer = announcer;
        this.clock = clock;
    }

    /** Brings the plans in line with the controls as they are now; leaves all as it stands while nobody knows how they are. */
    void carryOut() {
        if (!controls.isKnown()) {
            return;
        }
        inForce().stream().filter(o -> controls.isWithdrawn(o.directive(), o.revision())).forEach(this::withdraw);
        List<Halt> changed = halts().stream().filter(h -> h.halted != controls.isHalted(h.area)).toList();
        if (!changed.isEmpty()) {
            turn(changed.stream().filter(h -> !h.halted).map(Halt::station).toList(), true);
            List<UUID> resumed = changed.stream().filter(h -> h.halted).map(Halt::station).toList();
            turn(resumed, false);
            resumed.forEach(station -> plans.replan(new StationId(station), true));
        }
    }

    private List<OrderKey> inForce() {
        // Index placement_directive.
        return jdbc.sql("SELECT DISTINCT directive, revision FROM placement WHERE state IN ('placed', 'heard') AND not_after > :now")
                .param("now", PlanTables.utc(clock.instant()))
                .query((row, _) -> new OrderKey(new DirectiveId(row.getObject("directive", UUID.class)), row.getInt("revision"))).list();
    }

    private void withdraw(OrderKey order) {
        announcer.transactions().executeWithoutResult(_ -> {
            // Index placement_directive. The plans are locked in one order, so that two who do this do not wait for each other.
            List<UUID> stations = jdbc.sql("""
                                           SELECT s.station FROM station_plan s JOIN placement p ON p.station = s.station
                                           WHERE p.directive = :directive AND p.revision = :revision AND p.state IN ('placed', 'heard')
                                           ORDER BY s.station FOR UPDATE OF s
                                           """).param("directive", order.directive().value()).param("revision", order.revision())
                    .query((row, _) -> row.getObject("station", UUID.class)).list();
            jdbc.sql(
                    """
                    UPDATE placement SET state = 'withdrawn'
                    WHERE directive = :directive AND revision = :revision AND state IN ('placed', 'heard') AND station = ANY (:stations::uuid[])
                    """)
                    .param("directive", order.directive().value()).param("revision", order.revision())
                    .param("stations", texts(stations)).update();
            jdbc.sql("""
                     UPDATE playlist_item SET state = 'withdrawn'
                     WHERE directive = :directive AND revision = :revision AND state = 'planned' AND station = ANY (:stations::uuid[])
                     """).param("directive", order.directive().value()).param("revision", order.revision())
                    .param("stations", texts(stations)).update();
            newVersions(stations);
        });
    }

    private record Halt(UUID station, AreaCode area, boolean halted) {}

    private List<Halt> halts() {
        Map<String, AreaCode> areas = new HashMap<>();
        List<Halt> halts = new ArrayList<>();
        jdbc.sql("SELECT s.id, s.area, coalesce(p.halted, false) AS halted FROM station s LEFT JOIN station_plan p ON p.station = s.id")
                .query(row -> {
                    halts.add(new Halt(row.getObject("id", UUID.class), areas.computeIfAbsent(row.getString("area"), AreaCode::new),
                            row.getBoolean("halted")));
                });
        return halts;
    }

    private void turn(List<UUID> stations, boolean halted) {
        announcer.transactions().executeWithoutResult(_ -> {
            List<UUID> turned = jdbc
                    .sql("""
                         INSERT INTO station_plan (station, version, planned_at, halted)
                         SELECT id, 0, :now, :halted FROM unnest(:stations::uuid[]) AS id ORDER BY id
                         ON CONFLICT (station) DO UPDATE SET halted = excluded.halted WHERE station_plan.halted <> excluded.halted
                         RETURNING station
                         """).param("halted", halted).param("now", PlanTables.utc(clock.instant()))
                    .param("stations", texts(stations)).query((row, _) -> row.getObject("station", UUID.class)).list();
            newVersions(turned);
        });
    }

    private void newVersions(List<UUID> stations) {
        jdbc.sql("UPDATE station_plan SET version = version + 1, planned_at = :now WHERE station = ANY (:stations::uuid[])")
                .param("now", PlanTables.utc(clock.instant())).param("stations", texts(stations)).update();
        announcer.signals().plansChanged(stations);
    }

    private static String[] texts(List<UUID> ids) {
        return ids.stream().map(Objects::toString).toArray(String[]::new);
    }
}
