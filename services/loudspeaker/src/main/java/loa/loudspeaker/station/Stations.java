package loa.loudspeaker.station;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import loa.contract.AreaCode;
import loa.contract.LoaJson;

/** The stations in the database. Thread-safe. */
public final class Stations {
    private static final JsonMapper JSON = LoaJson.mapper();
    private static final TypeReference<List<SessionText>> SESSIONS = new TypeReference<>() {
    };

    private final JdbcClient jdbc;
    private final InstantSource clock;

    /** Reads and writes through this. */
    public Stations(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The station with this code. */
    public Optional<Station> find(StationCode code) {
        return jdbc.sql("SELECT * FROM station WHERE code = :code").param("code", code.value()).query(Stations::station).optional();
    }

    /** The station with this id. */
    public Optional<Station> find(StationId id) {
        return jdbc.sql("SELECT * FROM station WHERE id = :id").param("id", id.value()).query(Stations::station).optional();
    }

    /** Those of these ids that there are. */
    public List<Station> find(Collection<UUID> ids) {
        return jdbc.sql("SELECT * FROM station WHERE id = ANY (:ids::uuid[])")
                .param("ids", ids.stream().map(UUID::toString).toArray(String[]::new)).query(Stations::station).list();
    }

    /**
     * Stations, newest first.
     *
     * @param within  all of these areas must be above the station or its own; empty: all stations
     * @param before  null: from the newest
     */
    List<Station> list(List<AreaCode> within, @Nullable UUID before, int limit) {
        // Index station_area_path; the ids are version 7, so the primary key is the order of creation.
        return jdbc.sql("""
            SELECT * FROM station
            WHERE area_path @> :within::text[] AND (:before::uuid IS NULL OR id < :before::uuid)
            ORDER BY id DESC LIMIT :limit
            """).param("within", within.stream().map(AreaCode::value).toArray(String[]::new)).param("before", before)
                .param("limit", limit).query(Stations::station).list();
    }

    /** Stores a new station. False when there is one with this code already, which is left as it is. */
    boolean insert(Station station) {
        return write("""
            INSERT INTO station (id, code, name, area, area_path, kind, time_zone, sessions, quiet_from, quiet_to, budget_minutes,
              volume_routine, volume_priority, volume_emergency, created_at, changed_at)
            VALUES (:id, :code, :name, :area, :path, :kind, :zone, :sessions::jsonb, :quietFrom, :quietTo, :budget,
              :routine, :priority, :emergency, :now, :now)
            ON CONFLICT (code) DO NOTHING
            """, station) == 1;
    }

    /** Stores what may change of a station. */
    void update(Station station) {
        write("""
            UPDATE station SET name = :name, area = :area, area_path = :path, kind = :kind, time_zone = :zone,
              sessions = :sessions::jsonb, quiet_from = :quietFrom, quiet_to = :quietTo, budget_minutes = :budget,
              volume_routine = :routine, volume_priority = :priority, volume_emergency = :emergency, changed_at = :now
            WHERE id = :id AND code = :code
            """, station);
    }

    private int write(String sql, Station station) {
        AirRules rules = station.rules();
        return jdbc.sql(sql).param("id", station.id().value()).param("code", station.code().value()).param("name", station.name())
                .param("area", station.area().value())
                .param("path", station.areaPath().stream().map(AreaCode::value).toArray(String[]::new))
                .param("kind", station.kind().code()).param("zone", rules.timeZone().getId())
                .param("sessions", JSON.writeValueAsString(rules.sessions().stream().map(SessionText::of).toList()))
                .param("quietFrom", rules.quietHours().from()).param("quietTo", rules.quietHours().to())
                .param("budget", (int) rules.dailyBudget().toMinutes()).param("routine", station.volumes().routine())
                .param("priority", station.volumes().priority()).param("emergency", station.volumes().emergency())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC)).update();
    }

    private static Station station(ResultSet row, int number) throws SQLException {
        List<Session> sessions = JSON.readValue(row.getString("sessions"), SESSIONS).stream().flatMap(s -> s.parse().stream()).toList();
        var quiet = new QuietHours(row.getObject("quiet_from", LocalTime.class), row.getObject("quiet_to", LocalTime.class));
        var rules = new AirRules(ZoneId.of(row.getString("time_zone")), sessions, quiet,
                Duration.ofMinutes(row.getInt("budget_minutes")));
        var volumes = new Volumes(row.getInt("volume_routine"), row.getInt("volume_priority"), row.getInt("volume_emergency"));
        List<AreaCode> path = Arrays.stream((String[]) row.getArray("area_path").getArray()).map(AreaCode::new).toList();
        return new Station(new StationId(row.getObject("id", UUID.class)), new StationCode(row.getString("code")), row.getString("name"),
                new AreaCode(row.getString("area")), path, StationKind.ofCode(row.getString("kind")).orElseThrow(), rules, volumes);
    }
}
