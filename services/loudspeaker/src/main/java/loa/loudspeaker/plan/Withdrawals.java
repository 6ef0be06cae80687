package loa.loudspeaker.plan;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

import loa.contract.AreaCode;
import loa.contract.DirectiveId;
import loa.delivery.Controls;
import loa.loudspeaker.station.StationId;

/** Carries what is cancelled, replaced or halted into the plans. What was done already is left alone, so any instance may do it at any time. */
final class Withdrawals {
    /**
     * What can still be heard; little, however many stations there are and however long the history. Indexes spoken_bulletin_not_after and
     * placement_directive.
     */
    static final String IN_FORCE = """
        SELECT DISTINCT b.directive, b.revision FROM spoken_bulletin b
        WHERE b.not_after > :now AND EXISTS (SELECT FROM placement p
          WHERE p.directive = b.directive AND p.revision = b.revision AND p.state IN ('placed', 'heard'))
        """;

    private static final Logger LOG = LoggerFactory.getLogger(Withdrawals.class);

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

    /**
     * Brings the plans in line with the controls as they are now; leaves all as it stands while nobody knows how they are. What fails at
     * one directive or station is done in the next round, and keeps no other back.
     */
    void carryOut() {
        if (!controls.isKnown()) {
            return;
        }
        inForce().stream().filter(o -> controls.isWithdrawn(o.directive(), o.revision())).forEach(o -> attempt(o, this::withdraw));
        List<Halt> changed = halts().stream().filter(h -> h.halted != controls.isHalted(h.area)).toList();
        List<StationId> begun = changed.stream().filter(h -> !h.halted).map(Halt::station).toList();
        if (!begun.isEmpty()) {
            attempt("halts", _ -> halt(begun));
        }
        changed.stream().filter(Halt::halted).forEach(h -> attempt(h.station, plans::resume));
        outdated().forEach(station -> attempt(station, plans::replan));
    }

    private static <T> void attempt(T subject, Consumer<T> work) {
        try {
            work.accept(subject);
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("subject", subject).setCause(e).log("Plans do not follow a cancel or a halt yet; it comes again.");
        }
    }

    private List<OrderKey> inForce() {
        return jdbc.sql(IN_FORCE).param("now", PlanTables.utc(clock.instant()))
                .query((row, _) -> new OrderKey(new DirectiveId(row.getObject("directive", UUID.class)), row.getInt("revision"))).list();
    }

    private List<StationId> outdated() {
        // Index station_plan_outdated.
        return jdbc.sql("SELECT station FROM station_plan WHERE outdated ORDER BY station")
                .query((row, _) -> new StationId(row.getObject("station", UUID.class))).list();
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
            markOutdated(stations);
            newVersions(stations);
        });
    }

    /** What the withdrawn directive pushed out may have its place back. */
    private void markOutdated(List<UUID> stations) {
        // Index placement_station.
        jdbc.sql("""
            UPDATE station_plan s SET outdated = true
            WHERE s.station = ANY (:stations::uuid[]) AND EXISTS (SELECT FROM placement p
              WHERE p.station = s.station AND p.state IN ('placed', 'heard') AND p.reason IS NOT NULL AND p.not_after > :now)
            """).param("stations", texts(stations)).param("now", PlanTables.utc(clock.instant())).update();
    }

    private record Halt(StationId station, AreaCode area, boolean halted) {}

    private List<Halt> halts() {
        Map<String, AreaCode> areas = new HashMap<>();
        List<Halt> halts = new ArrayList<>();
        jdbc.sql("SELECT s.id, s.area, coalesce(p.halted, false) AS halted FROM station s LEFT JOIN station_plan p ON p.station = s.id")
                .query(row -> {
                    halts.add(new Halt(new StationId(row.getObject("id", UUID.class)),
                            areas.computeIfAbsent(row.getString("area"), AreaCode::new),
                            row.getBoolean("halted")));
                });
        return halts;
    }

    private void halt(List<StationId> stations) {
        announcer.transactions().executeWithoutResult(_ -> {
            List<UUID> turned = jdbc
                    .sql("""
                        INSERT INTO station_plan (station, version, planned_at, halted)
                        SELECT id, 0, :now, true FROM unnest(:stations::uuid[]) AS id ORDER BY id
                        ON CONFLICT (station) DO UPDATE SET halted = true WHERE NOT station_plan.halted
                        RETURNING station
                        """).param("now", PlanTables.utc(clock.instant()))
                    .param("stations", texts(stations)).query((row, _) -> row.getObject("station", UUID.class)).list();
            newVersions(turned);
        });
    }

    private void newVersions(List<UUID> stations) {
        jdbc.sql("UPDATE station_plan SET version = version + 1, planned_at = :now WHERE station = ANY (:stations::uuid[])")
                .param("now", PlanTables.utc(clock.instant())).param("stations", texts(stations)).update();
        announcer.signals().plansChanged(stations);
    }

    private static String[] texts(List<?> ids) {
        return ids.stream().map(Objects::toString).toArray(String[]::new);
    }
}
