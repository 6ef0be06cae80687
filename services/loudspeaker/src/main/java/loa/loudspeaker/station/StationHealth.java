package loa.loudspeaker.station;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was last heard of stations. Being asked for a playlist is noted in memory and written now and then. Thread-safe. */
public final class StationHealth {
    /** After so long without a word a station is silent. */
    public static final Duration SILENT_AFTER = Duration.ofMinutes(3);
    /** A clock that differs by more is at fault. */
    public static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(5);

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final Map<StationId, Instant> heard = new ConcurrentHashMap<>();

    /** Reads and writes through this. */
    public StationHealth(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * A station's own account.
     *
     * @param skew its clock less ours
     */
    public record Heartbeat(Duration skew, @Nullable UUID playing, @Nullable Long playlistVersion, @Nullable Integer clipsCached,
            @Nullable String software, @Nullable Long freeBytes) {}

    /** What is known; all null for one never heard of. */
    record State(@Nullable Instant lastSeenAt, @Nullable UUID playing, @Nullable Duration skew) {
        static final State UNHEARD = new State(null, null, null);

        boolean isSilent(Instant now) {
            return lastSeenAt == null || lastSeenAt.isBefore(now.minus(SILENT_AFTER));
        }

        boolean hasClockFault() {
            return skew != null && skew.abs().compareTo(CLOCK_TOLERANCE) > 0;
        }
    }

    /** Notes that the station asked for something. */
    public void heardOf(StationId station) {
        heard.put(station, clock.instant());
    }

    /** Stores a heartbeat. */
    public void beat(StationId station, Heartbeat beat) {
        jdbc.sql(
                """
                    INSERT INTO station_health (station, last_seen_at, playing, clock_skew_ms, playlist_version, clips_cached, software, free_bytes)
                    VALUES (:station, :now, :playing, :skew, :version, :clips, :software, :free)
                    ON CONFLICT (station) DO UPDATE SET last_seen_at = excluded.last_seen_at, playing = excluded.playing,
                      clock_skew_ms = excluded.clock_skew_ms, playlist_version = excluded.playlist_version,
                      clips_cached = excluded.clips_cached, software = excluded.software, free_bytes = excluded.free_bytes
                    """)
                .param("station", station.value()).param("now", clock.instant().atOffset(ZoneOffset.UTC)).param("playing", beat.playing)
                .param("skew", beat.skew.toMillis()).param("version", beat.playlistVersion).param("clips", beat.clipsCached)
                .param("software", beat.software).param("free", beat.freeBytes).update();
    }

    /** Writes what was noted since the last time. */
    public void writeDown() {
        Map<StationId, Instant> noted = new HashMap<>(heard);
        if (noted.isEmpty()) {
            return;
        }
        jdbc.sql("""
            INSERT INTO station_health (station, last_seen_at, clock_skew_ms)
            SELECT id, at, 0 FROM unnest(:ids::uuid[], :times::timestamptz[]) AS noted (id, at)
            ON CONFLICT (station) DO UPDATE SET last_seen_at = greatest(station_health.last_seen_at, excluded.last_seen_at)
            """).param("ids", noted.keySet().stream().map(StationId::toString).toArray(String[]::new))
                .param("times", noted.values().stream().map(Instant::toString).toArray(String[]::new)).update();
        // Only now: what could not be written is written the next time.
        noted.forEach(heard::remove);
    }

    /** What is known of these stations. */
    Map<StationId, State> of(Collection<StationId> stations) {
        Map<StationId, State> states = new HashMap<>();
        jdbc.sql("SELECT station, last_seen_at, playing, clock_skew_ms FROM station_health WHERE station = ANY (:ids::uuid[])")
                .param("ids", stations.stream().map(StationId::toString).toArray(String[]::new)).query(row -> {
                    states.put(new StationId(row.getObject("station", UUID.class)),
                            new State(row.getObject("last_seen_at", OffsetDateTime.class).toInstant(),
                                    row.getObject("playing", UUID.class), Duration.ofMillis(row.getLong("clock_skew_ms"))));
                });
        stations.forEach(station -> states.compute(station, (id, state) -> later(state, heard.get(id))));
        return states;
    }

    private static State later(@Nullable State written, @Nullable Instant noted) {
        State state = written == null ? State.UNHEARD : written;
        boolean later = noted != null && (state.lastSeenAt == null || noted.isAfter(state.lastSeenAt));
        return later ? new State(noted, state.playing, state.skew) : state;
    }
}
