package loa.delivery.clock;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The two clocks of an engine: what time it is, which somebody may set, and how much has passed, which nobody can. The machine's own count
 * of what has passed stands still while the machine is suspended; the time of day does not, so {@link #count()} goes by whichever of the
 * two says that more has passed. A clock that is set forward thus makes leases and readings old, which costs a pause; one that is set back
 * changes nothing. A virtual machine whose host stops both clocks and sets neither right cannot notice it. Thread-safe.
 */
public final class Clocks {
    /** The two differ by as much without anybody asleep: the time of day is told in steps, and is set right by small ones. */
    private static final long TOLERANCE = Duration.ofMillis(100).toNanos();

    private final InstantSource wall;
    private final LongSupplier nanos;
    private long lastNanos;
    private Instant lastWall;
    private long asleep;

    /**
     * By these.
     *
     * @param wall  for what stands in directives, and to notice a sleep
     * @param nanos of the machine, which may stand still while it is suspended; only differences mean something
     */
    public Clocks(InstantSource wall, LongSupplier nanos) {
        this.wall = wall;
        this.nanos = nanos;
        this.lastNanos = nanos.getAsLong();
        this.lastWall = wall.instant();
    }

    /** With the machine's own count of what has passed. */
    public static Clocks by(InstantSource wall) {
        return new Clocks(wall, System::nanoTime);
    }

    /** What time it is. */
    public Instant now() {
        return wall.instant();
    }

    /** The clock of {@link #now()}. */
    public InstantSource wall() {
        return wall;
    }

    /** The machine's count alone, for rates and for how long something took: not to be compared with {@link #count()}. */
    public LongSupplier nanos() {
        return nanos;
    }

    /** The count of nanoseconds now, for leases and how old a reading is: what was slept through is counted. Never less than before. */
    public synchronized long count() {
        long before = nanos.getAsLong();
        Instant now = wall.instant();
        long after = nanos.getAsLong();
        // read before the time of day then and after it now: no pause between two reads seems to be a sleep
        long missed = Duration.between(lastWall, now).toNanos() - (after - lastNanos);
        if (missed > TOLERANCE) {
            asleep += missed;
        }
        lastNanos = before;
        lastWall = now;
        return after + asleep;
    }

    /** How much has passed since the count was this. */
    public Duration since(long count) {
        return Duration.ofNanos(count() - count);
    }
}
