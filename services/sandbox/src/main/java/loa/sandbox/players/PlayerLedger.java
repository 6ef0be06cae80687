package loa.sandbox.players;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

import loa.sandbox.journal.Fields;
import loa.sandbox.journal.Journal;

/**
 * What was played and not yet acknowledged, so that no report gets lost and nothing is played again after a restart.
 * Thread-safe.
 */
final class PlayerLedger implements AutoCloseable {

    private static final byte PLAYED = 1;
    private static final byte ACKNOWLEDGED = 2;
    private static final byte COUNTS = 3;
    private static final int RECENT = 5;

    final LongAdder playlists = new LongAdder();
    final LongAdder clips = new LongAdder();
    final LongAdder asRun = new LongAdder();

    private final Journal journal;
    private final Map<String, Set<String>> finished = new HashMap<>();
    private final Map<String, Map<String, AsRun>> unacknowledged = new HashMap<>();
    private final Map<String, Deque<AsRun>> recent = new HashMap<>();
    private long[] writtenCounts = new long[3];

    PlayerLedger(Path file) throws IOException {
        this.journal = Journal.open(file, this::replay);
        restoreCounts();
    }

    /** Keeps it until it is acknowledged; what was interrupted may be played again. */
    synchronized void played(AsRun play) {
        Fields fields = new Fields(PLAYED);
        play.write(fields);
        journal.append(fields.record());
        remember(play);
    }

    synchronized void acknowledged(String station, List<AsRun> plays) {
        for (AsRun play : plays) {
            journal.append(new Fields(ACKNOWLEDGED).put(station).put(play.item()).put(play.start().toEpochMilli()).record());
            forget(station, key(play.item(), play.start().toEpochMilli()));
        }
        asRun.add(plays.size());
    }

    synchronized List<AsRun> toReport(String station, int limit) {
        return unacknowledged.getOrDefault(station, Map.of()).values().stream().limit(limit).toList();
    }

    synchronized boolean isFinished(String station, String item) {
        return finished.getOrDefault(station, Set.of()).contains(item);
    }

    /** The last plays, newest first. */
    synchronized List<AsRun> recent(String station) {
        return List.copyOf(recent.getOrDefault(station, new ArrayDeque<>()));
    }

    Map<String, Object> summary(int stations) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("stations", stations);
        summary.put("playlists", playlists.sum());
        summary.put("clips", clips.sum());
        summary.put("asRun", asRun.sum());
        return summary;
    }

    /** Writes the counters down when they have changed; called every second or so. */
    synchronized void keepCounts() {
        long[] now = {playlists.sum(), clips.sum(), asRun.sum()};
        if (!Arrays.equals(now, writtenCounts)) {
            Fields fields = new Fields(COUNTS);
            Arrays.stream(now).forEach(fields::put);
            journal.append(fields.record());
            writtenCounts = now;
        }
    }

    /** Counts from zero; what was played stays played. */
    synchronized void resetCounts() {
        writtenCounts = new long[3];
        restoreCounts();
        recent.clear();
        journal.append(new Fields(COUNTS).put(0L).put(0L).put(0L).record());
    }

    @Override
    public void close() throws IOException {
        keepCounts();
        journal.close();
    }

    private void replay(long position, ByteBuffer record) {
        switch (record.get()) {
            case PLAYED -> remember(AsRun.read(record));
            case ACKNOWLEDGED -> forget(Fields.needed(record), key(Fields.needed(record), record.getLong()));
            case COUNTS -> writtenCounts = new long[]{record.getLong(), record.getLong(), record.getLong()};
            default -> throw new IllegalStateException("the journal of the players has a record of an unknown type");
        }
    }

    private void remember(AsRun play) {
        if (play.outcome().equals("completed")) {
            finished.computeIfAbsent(play.station(), none -> new HashSet<>()).add(play.item());
        }
        unacknowledged.computeIfAbsent(play.station(), none -> new LinkedHashMap<>())
                .put(key(play.item(), play.start().toEpochMilli()), play);
        Deque<AsRun> last = recent.computeIfAbsent(play.station(), none -> new ArrayDeque<>());
        last.addFirst(play);
        if (last.size() > RECENT) {
            last.removeLast();
        }
    }

    private void forget(String station, String key) {
        Map<String, AsRun> plays = unacknowledged.get(station);
        if (plays != null) {
            plays.remove(key);
        }
    }

    private void restoreCounts() {
        LongAdder[] adders = {playlists, clips, asRun};
        for (int i = 0; i < adders.length; i++) {
            adders[i].reset();
            adders[i].add(writtenCounts[i]);
        }
    }

    private static String key(String item, long start) {
        return item + " " + start;
    }
}
