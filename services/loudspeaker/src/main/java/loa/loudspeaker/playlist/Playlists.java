package loa.loudspeaker.playlist;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import loa.loudspeaker.station.Station;
import loa.loudspeaker.station.StationId;
import loa.loudspeaker.station.Stations;

/** Today's playlists, remembered until they change, so that a player who knows the plan is answered without asking the database. Thread-safe. */
final class Playlists {
    private final PlaylistReader reader;
    private final Stations stations;
    private final Changes changes;
    private final JsonMapper json;
    private final InstantSource clock;
    private final Map<StationId, Snapshot> known = new ConcurrentHashMap<>();

    Playlists(PlaylistReader reader, Stations stations, Changes changes, JsonMapper json, InstantSource clock) {
        this.reader = reader;
        this.stations = stations;
        this.changes = changes;
        this.json = json;
        this.clock = clock;
    }

    /**
     * What a caller is answered.
     *
     * @param bytes the playlist in one form; null: the caller knows it
     */
    record Answer(String etag, byte @Nullable [] bytes) {}

    /** The playlist of a day; null: today. */
    Answer get(StationId station, @Nullable LocalDate day, Format format) {
        return written(snapshot(station, day), format);
    }

    /** Waits until the playlist is one that the caller does not know, as long as he likes. */
    Answer await(StationId station, @Nullable LocalDate day, Format format, Predicate<String> isKnown, Duration time)
            throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        while (true) {
            Snapshot snapshot = snapshot(station, day);
            String etag = snapshot.etags.computeIfAbsent(format, f -> written(snapshot, f).etag);
            if (!isKnown.test(etag)) {
                return written(snapshot, format);
            }
            try {
                snapshot.change.get(changes.isClosed() ? 0 : end - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                return new Answer(etag, null);
            } catch (ExecutionException e) {
                throw new IllegalStateException("a change never fails", e);
            }
        }
    }

    private Snapshot snapshot(StationId station, @Nullable LocalDate day) {
        Snapshot snapshot = known.get(station);
        if (snapshot != null && snapshot.isValid(day, clock)) {
            return snapshot;
        }
        // Asked for before reading: a change that comes in between makes the snapshot invalid at once.
        CompletableFuture<Void> change = changes.next(station.value());
        Station there = stations.find(station).orElseThrow(() -> new IllegalStateException("there is no station " + station));
        LocalDate today = LocalDate.ofInstant(clock.instant(), there.rules().timeZone());
        LocalDate wanted = day == null ? today : day;
        var read = new Snapshot(reader.read(there, wanted, wanted.equals(today)), there, change);
        if (wanted.equals(today)) {
            known.put(station, read);
        }
        return read;
    }

    private Answer written(Snapshot snapshot, Format format) {
        byte[] bytes = format.write(snapshot.content, json);
        return new Answer(etag(bytes), bytes);
    }

    private static String etag(byte[] bytes) {
        try {
            return "\"" + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 16) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("The JDK has no SHA-256", e);
        }
    }

    /** Small: the bodies are written anew for whoever does not know them. */
    private record Snapshot(PlaylistReader.Content content, Station station, CompletableFuture<Void> change, Map<Format, String> etags) {
        Snapshot(PlaylistReader.Content content, Station station, CompletableFuture<Void> change) {
            this(content, station, change, new ConcurrentHashMap<>(new EnumMap<>(Format.class)));
        }

        boolean isValid(@Nullable LocalDate day, InstantSource clock) {
            LocalDate today = LocalDate.ofInstant(clock.instant(), station.rules().timeZone());
            LocalDate there = content.playlist().day();
            return !change.isDone() && there.equals(today) && (day == null || day.equals(there));
        }
    }
}
