package loa.sandbox.players;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import loa.sandbox.http.LocalTime;

/**
 * One station's player. One virtual thread pulls the playlist and the clips, one plays what is due and reports it, one sends
 * heartbeats. A minute of audio takes a second.
 */
final class StationPlayer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StationPlayer.class);
    private static final double PACE = 60;
    private static final Duration BETWEEN_HEARTBEATS = Duration.ofSeconds(60);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    private static final int REPORTED_AT_ONCE = 1000;

    private final Station station;
    private final StationClient client;
    private final PlayerLedger ledger;
    private final Duration gatheredFor;
    private final InstantSource clock;
    private final List<Thread> threads;
    private final Set<String> cached = new HashSet<>();

    private volatile boolean closed;
    private volatile String connection = "connecting";
    private volatile int version;
    private volatile @Nullable PlaylistItem playing;
    private List<PlaylistItem> items = List.of();

    /**
     * What it has played, and how long it gathers that before it reports it: until then a play still stands in the station's playlist for
     * whoever listens along.
     */
    record Memory(PlayerLedger ledger, Duration gatheredFor) {}

    StationPlayer(Station station, StationClient client, Memory memory, InstantSource clock) {
        this.station = station;
        this.client = client;
        this.ledger = memory.ledger();
        this.gatheredFor = memory.gatheredFor();
        this.clock = clock;
        this.threads = List.of(loop("pull", this::pull), loop("play", this::play), loop("heartbeat", this::heartbeat));
    }

    /** Starts its threads. */
    void start() {
        threads.forEach(Thread::start);
    }

    @Override
    public void close() {
        closed = true;
        threads.forEach(Thread::interrupt);
    }

    /** For the page; the station's key is not in it. */
    Map<String, @Nullable Object> view() {
        PlaylistItem now = playing;
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("code", station.code());
        view.put("connection", connection);
        view.put("version", version);
        view.put("playing", now == null ? null : Map.of("title", now.title(), "bulletinClass", now.bulletinClass(), "text", now.text()));
        view.put("asRun", ledger.recent(station.code()).stream()
                .map(play -> Map.of("title", play.title(), "start", LocalTime.of(play.start()), "end", LocalTime.of(play.end()),
                        "outcome", play.outcome(), "playedSeconds", play.playedSeconds()))
                .toList());
        return view;
    }

    private Thread loop(String name, Loop loop) {
        return Thread.ofVirtual().name("sandbox-player-" + station.code() + "-" + name).unstarted(() -> {
            try {
                loop.run();
            } catch (InterruptedException end) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                if (!closed) {
                    LOG.atError().setCause(e).addKeyValue("station", station.code()).log("A player ended");
                }
            }
        });
    }

    private void pull() throws InterruptedException {
        String etag = null;
        while (!closed) {
            switch (client.pull(etag)) {
                case StationClient.Pulled.Changed changed -> {
                    connection = "connected";
                    ledger.playlists.increment();
                    version = changed.playlist().path("version").asInt(0);
                    List<PlaylistItem> fresh = PlaylistItem.of(changed.playlist());
                    // an item plays only once its clip is here; a clip that fails is asked for again with the next pull
                    boolean complete = fetchClips(fresh);
                    show(fresh);
                    etag = complete && !changed.etag().isEmpty() ? changed.etag() : null;
                    pause(etag == null ? 5_000 : 0);
                }
                case StationClient.Pulled.Unchanged unchanged -> {
                    connection = "connected";
                    pause(unchanged.held() ? 0 : 3_000);
                }
                case StationClient.Pulled.Failed failed -> {
                    connection = failed.reason();
                    pause(2_000);
                }
            }
        }
    }

    /** Whether all of them are here now. */
    private boolean fetchClips(List<PlaylistItem> fresh) throws InterruptedException {
        boolean complete = true;
        for (PlaylistItem item : fresh) {
            String url = item.clipUrl();
            String sha256 = item.sha256();
            if (url == null || sha256 == null || has(sha256) || ledger.isFinished(station.code(), item.id())) {
                continue;
            }
            if (client.fetch(url, sha256)) {
                ledger.clips.increment();
                add(sha256);
            } else {
                complete = false;
            }
        }
        return complete;
    }

    private void play() throws InterruptedException {
        while (!closed) {
            PlaylistItem next = awaitDue();
            if (next != null) {
                playing = next;
                AsRun play = play(next);
                playing = null;
                ledger.played(play);
            }
            report();
        }
    }

    /** What is due, or null after a few seconds without anything. */
    private synchronized @Nullable PlaylistItem awaitDue() throws InterruptedException {
        Instant now = clock.instant();
        Duration wait = LONGEST_WAIT;
        for (PlaylistItem item : items) {
            boolean canPlay = !ledger.isFinished(station.code(), item.id()) && now.isBefore(item.notAfter())
                    && (item.sha256() == null || cached.contains(item.sha256()));
            if (canPlay && !item.due().isAfter(now)) {
                return item;
            }
            if (canPlay) {
                Duration until = Duration.between(now, item.due());
                wait = until.compareTo(wait) < 0 ? until : wait;
            }
        }
        wait(Math.max(1, wait.toMillis()));
        return null;
    }

    /** Plays to the end, or until the item has been taken out of the list. */
    private synchronized AsRun play(PlaylistItem item) throws InterruptedException {
        Instant start = clock.instant();
        Instant end = start.plusMillis(Math.round(item.seconds() / PACE * 1000));
        boolean withdrawn = false;
        for (Instant now = start; now.isBefore(end) && !withdrawn; now = clock.instant()) {
            wait(Math.max(1, Duration.between(now, end).toMillis()));
            withdrawn = items.stream().noneMatch(other -> other.id().equals(item.id()));
        }
        Instant stopped = clock.instant();
        boolean whole = !stopped.isBefore(end);
        double heard = whole ? item.seconds() : Duration.between(start, stopped).toMillis() * PACE / 1000;
        return new AsRun(station.code(), item.id(), item.title(), start, stopped, whole ? "completed" : "interrupted", heard,
                item.volume());
    }

    private void report() throws InterruptedException {
        Instant gathered = clock.instant().minus(gatheredFor);
        List<AsRun> plays = ledger.toReport(station.code(), REPORTED_AT_ONCE).stream().filter(play -> !play.end().isAfter(gathered))
                .toList();
        if (!plays.isEmpty()) {
            if (client.report(plays)) {
                ledger.acknowledged(station.code(), plays);
            } else {
                pause(1_000);
            }
        }
    }

    private void heartbeat() throws InterruptedException {
        pause(ThreadLocalRandom.current().nextLong(2_000));
        while (!closed) {
            PlaylistItem now = playing;
            Map<String, @Nullable Object> state = new LinkedHashMap<>();
            state.put("at", LocalTime.of(clock.instant()));
            state.put("playing", now == null ? null : now.id());
            state.put("playlistVersion", version);
            state.put("clipsCached", clipsCached());
            state.put("software", "loa-player 1.0");
            state.put("freeBytes", 812_000_000L);
            pause(client.heartbeat(state) ? BETWEEN_HEARTBEATS.toMillis() : 5_000);
        }
    }

    private synchronized void show(List<PlaylistItem> fresh) {
        items = fresh;
        notifyAll();
    }

    private synchronized boolean has(String sha256) {
        return cached.contains(sha256);
    }

    private synchronized void add(String sha256) {
        cached.add(sha256);
    }

    private synchronized int clipsCached() {
        return cached.size();
    }

    private static void pause(long ms) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(ms);
    }

    private interface Loop {
        void run() throws InterruptedException;
    }
}
