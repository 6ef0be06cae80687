package loa.delivery.desk;

import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import loa.api.problem.ProblemException;
import loa.api.problem.Wording;
import loa.contract.Area;
import loa.contract.AreaCode;
import loa.contract.LoaJson;

/**
 * Looks up areas that somebody names. Areas reach a channel by Kafka, a moment after the desk has answered whoever brought them; so one
 * that is not known is waited for, within a patience, before somebody is told that there is none. Thread-safe while it does not wait; what
 * {@link #forRequest} and {@link #forFile} give is for one thread.
 */
public final class AreaLookup {
    private static final Duration PATIENCE_OF_A_REQUEST = Duration.ofSeconds(2);
    private static final Duration PATIENCE_OF_A_FILE = Duration.ofSeconds(5);
    private static final Duration STEP = Duration.ofMillis(50);

    private final AreaDirectory areas;
    private final BooleanSupplier caughtUp;
    private final InstantSource clock;
    private long nanosLeft;

    /**
     * Does not wait.
     *
     * @param caughtUp whether the desk has been heard out once
     */
    public AreaLookup(AreaDirectory areas, BooleanSupplier caughtUp, InstantSource clock) {
        this(areas, caughtUp, clock, Duration.ZERO);
    }

    private AreaLookup(AreaDirectory areas, BooleanSupplier caughtUp, InstantSource clock, Duration patience) {
        this.areas = areas;
        this.caughtUp = caughtUp;
        this.clock = clock;
        this.nanosLeft = patience.toNanos();
    }

    /** Hears of what is wrong with an area. */
    @FunctionalInterface
    public interface Fault {
        /** Something is. */
        void add(String code, Wording detail);
    }

    /** One that waits as long as whoever made a request may: two seconds for all its areas together. */
    public AreaLookup forRequest() {
        return new AreaLookup(areas, caughtUp, clock, PATIENCE_OF_A_REQUEST);
    }

    /** One that waits as long as a file may: five seconds for all its areas together, so that a file of wrong codes does not take hours. */
    public AreaLookup forFile() {
        return new AreaLookup(areas, caughtUp, clock, PATIENCE_OF_A_FILE);
    }

    /** What is known of the area with this code; a text that is no code is unknown. */
    public AreaAnswer find(String text) {
        if (!AreaCode.isWellFormed(text)) {
            return new AreaAnswer.Unknown(text);
        }
        Optional<Area> area = await(new AreaCode(text));
        if (area.isEmpty()) {
            return caughtUp.getAsBoolean() ? new AreaAnswer.Unknown(text) : new AreaAnswer.NotYet();
        }
        LocalDate last = area.get().validTo();
        boolean ended = last != null && last.isBefore(LocalDate.ofInstant(clock.instant(), LoaJson.OFFSET));
        return last != null && ended ? new AreaAnswer.Ended(area.get(), last) : new AreaAnswer.Known(area.get());
    }

    /**
     * The area with this code, if it exists today; otherwise a fault.
     *
     * @throws ProblemException 503 while nobody can tell
     */
    public Optional<Area> read(String text, Fault fault) {
        return switch (find(text)) {
            case AreaAnswer.Known(Area area) -> Optional.of(area);
            case AreaAnswer.Ended ended -> {
                fault.add("ended-area", ended.wording());
                yield Optional.empty();
            }
            case AreaAnswer.Unknown unknown -> {
                fault.add("unknown-area", unknown.wording());
                yield Optional.empty();
            }
            case AreaAnswer.NotYet() -> throw ProblemException.unavailable("desk");
        };
    }

    private Optional<Area> await(AreaCode code) {
        Optional<Area> area = areas.find(code);
        while (area.isEmpty() && nanosLeft > 0 && !Thread.currentThread().isInterrupted()) {
            nanosLeft -= STEP.toNanos();
            LockSupport.parkNanos(STEP.toNanos());
            area = areas.find(code);
        }
        return area;
    }
}
