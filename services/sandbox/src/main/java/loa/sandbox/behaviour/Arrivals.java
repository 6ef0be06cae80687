package loa.sandbox.behaviour;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

import org.jspecify.annotations.Nullable;

import loa.sandbox.journal.LongColumn;

/**
 * When sends came, whatever became of them, since the start of the process or the last {@link #clear}: 8 bytes each.
 * Thread-safe.
 */
public final class Arrivals {

    private static final long SECOND = 1_000_000;

    private final InstantSource clock;
    /** Microseconds since 1970, never falling: a clock that is set back must not make a second longer. */
    private final LongColumn at = new LongColumn();
    private int droppedAfterAccept;

    Arrivals(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * What came within a stretch of time.
     *
     * @param requests       how many
     * @param mostInASecond  how many in the fullest second, wherever that begins
     * @param longestPauseMs between one and the next, also before the first and after the last where a bound was given
     */
    public record Stretch(int requests, int mostInASecond, long longestPauseMs, @Nullable Instant first, @Nullable Instant last) {}

    synchronized void came() {
        long now = micros(clock.instant());
        at.add(at.size() == 0 ? now : Math.max(now, at.get(at.size() - 1)));
    }

    synchronized void droppedAfterAccept() {
        droppedAfterAccept++;
    }

    /** How many were accepted and never answered, on purpose. */
    public synchronized int dropped() {
        return droppedAfterAccept;
    }

    /**
     * Looks at a stretch of time.
     *
     * @param from null: from the first one on
     * @param to   null: to the last one
     */
    public synchronized Stretch between(@Nullable Instant from, @Nullable Instant to) {
        int begin = from == null ? 0 : firstNotBefore(micros(from));
        int end = to == null ? at.size() : firstNotBefore(micros(to));
        int most = 0;
        int oldest = begin;
        long pause = 0;
        for (int i = begin; i < end; i++) {
            while (at.get(i) - at.get(oldest) >= SECOND) {
                oldest++;
            }
            most = Math.max(most, i - oldest + 1);
            pause = Math.max(pause, i == begin ? 0 : at.get(i) - at.get(i - 1));
        }
        if (begin >= end) {
            return new Stretch(0, 0, from == null || to == null ? 0 : ChronoUnit.MILLIS.between(from, to), null, null);
        }
        pause = from == null ? pause : Math.max(pause, at.get(begin) - micros(from));
        pause = to == null ? pause : Math.max(pause, micros(to) - at.get(end - 1));
        return new Stretch(end - begin, most, pause / 1000, instant(at.get(begin)), instant(at.get(end - 1)));
    }

    /** Forgets everything. */
    public synchronized void clear() {
        at.clear();
        droppedAfterAccept = 0;
    }

    private int firstNotBefore(long micros) {
        int low = 0;
        int high = at.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (at.get(middle) < micros) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
