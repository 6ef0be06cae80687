package loa.delivery.clock;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The two clocks of an engine: what time it is, which somebody may set, and how much has passed, which nobody can.
 *
 * @param wall  for what stands in the ledger and in directives
 * @param nanos for leases, rates and how old a reading is; only differences mean something
 */
public record Clocks(InstantSource wall, LongSupplier nanos) {
    /** With the machine's own count of what has passed. */
    public static Clocks by(InstantSource wall) {
        return new Clocks(wall, System::nanoTime);
    }

    /** What time it is. */
    public Instant now() {
        return wall.instant();
    }

    /** The count of nanoseconds now. */
    public long count() {
        return nanos.getAsLong();
    }

    /** How much has passed since the count was this. */
    public Duration since(long count) {
        return Duration.ofNanos(count() - count);
    }
}
