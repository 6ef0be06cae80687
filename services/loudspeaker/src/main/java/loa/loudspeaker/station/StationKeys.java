package loa.loudspeaker.station;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import loa.api.access.KeyText;
import loa.loudspeaker.signal.Signals;

/**
 * The keys by which players sign in: their hashes, all in memory, so that a check asks nobody. Thread-safe.
 */
public final class StationKeys {
    /** How long a rotated key still opens: a player that is offline over night picks up the new one in the morning. */
    public static final Duration GRACE = Duration.ofDays(1);

    private static final String SELECT = "SELECT k.hash, k.valid_until, s.id, s.code FROM station_key k JOIN station s ON s.id = k.station";

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final Signals signals;
    private final Map<String, Key> byHash = new ConcurrentHashMap<>();

    /** Empty until {@link #load()}. */
    public StationKeys(JdbcClient jdbc, InstantSource clock, Signals signals) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.signals = signals;
    }

    /** Who stands behind a key. */
    public record Holder(StationId station, StationCode code) {}

    /** The station whose key has this hash, when the key is still valid. */
    public Optional<Holder> holder(String hash) {
        Key key = byHash.get(hash);
        if (key == null || (key.validUntil != null && !clock.instant().isBefore(key.validUntil))) {
            return Optional.empty();
        }
        return Optional.of(key.holder);
    }

    /** Reads all keys. */
    public void load() {
        Map<String, Key> all = new ConcurrentHashMap<>();
        keys(jdbc.sql(SELECT)).forEach(key -> all.put(key.hash, key));
        byHash.keySet().retainAll(all.keySet());
        byHash.putAll(all);
    }

    /** Reads the keys of one station again. */
    public void reload(StationId station) {
        List<Key> keys = keys(jdbc.sql(SELECT + " WHERE k.station = :station").param("station", station.value()));
        byHash.values().removeIf(key -> key.holder.station().equals(station) && keys.stream().noneMatch(k -> k.hash.equals(key.hash)));
        keys.forEach(key -> byHash.put(key.hash, key));
    }

    /** A first or further key of the station; the ones before it end after {@link #GRACE}, which is returned when there are any. */
    Optional<Instant> add(Station station, KeyText key) {
        Instant until = clock.instant().plus(GRACE);
        // Index station_key_station.
        int earlier = jdbc.sql("""
            UPDATE station_key SET valid_until = least(coalesce(valid_until, :until), :until) WHERE station = :station
            """).param("until", utc(until)).param("station", station.id().value()).update();
        jdbc.sql("INSERT INTO station_key (hash, station, created_at) VALUES (:hash, :station, :now)").param("hash", key.hash())
                .param("station", station.id().value()).param("now", utc(clock.instant())).update();
        signals.keysChanged(station.id().value());
        return earlier == 0 ? Optional.empty() : Optional.of(until);
    }

    private static List<Key> keys(JdbcClient.StatementSpec select) {
        return select.query((row, _) -> {
            OffsetDateTime until = row.getObject("valid_until", OffsetDateTime.class);
            var holder = new Holder(new StationId(row.getObject("id", UUID.class)), new StationCode(row.getString("code")));
            return new Key(row.getString("hash"), holder, until == null ? null : until.toInstant());
        }).list();
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    private record Key(String hash, Holder holder, @Nullable Instant validUntil) {}
}
