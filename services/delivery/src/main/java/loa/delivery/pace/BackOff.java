package loa.delivery.pace;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

import loa.contract.BulletinClass;

/**
 * When a deferred delivery is tried again: each time twice as late, up to a limit, the later half of each pause left to chance so that
 * those who were deferred together do not come back together.
 *
 * @param first the pause after the first attempt
 * @param most  the longest pause
 */
public record BackOff(Duration first, Duration most) {
    /** What a provider asks for may be a fault of its own, or of a clock: one send in so long harms nobody. */
    private static final Duration LONGEST_ASKED = Duration.ofMinutes(10);

    private static final int MOST_DOUBLINGS = 20;

    /** Refuses pauses that do not grow. */
    public BackOff {
        if (!first.isPositive() || most.compareTo(first) < 0) {
            throw new IllegalArgumentException("first must be positive and most not shorter, but were %s and %s".formatted(first, most));
        }
    }

    /** The same, but never longer than a lane can bear: half a minute in an emergency, two minutes for what has priority. */
    public BackOff in(BulletinClass lane) {
        Duration bearable = switch (lane) {
            case EMERGENCY -> Duration.ofSeconds(30);
            case PRIORITY -> Duration.ofMinutes(2);
            case ROUTINE -> most;
        };
        return bearable.compareTo(most) >= 0 ? this : new BackOff(first.compareTo(bearable) < 0 ? first : bearable, bearable);
    }

    /**
     * The pause after an attempt.
     *
     * @param attempt 1 for the first
     * @param asked   what the provider asks for; not undercut, up to ten minutes
     */
    public Duration pause(int attempt, @Nullable Duration asked, RandomGenerator random) {
        long full = Math.min(most.toMillis(), first.toMillis() << Math.min(attempt - 1, MOST_DOUBLINGS));
        Duration own = Duration.ofMillis(full / 2 + random.nextLong(full / 2 + 1));
        if (asked == null) {
            return own;
        }
        Duration later = bounded(asked).plus(own.dividedBy(4));
        return later.compareTo(own) > 0 ? later : own;
    }

    /** What the provider asks for, as far as it is kept to. */
    static Duration bounded(Duration asked) {
        return asked.compareTo(LONGEST_ASKED) > 0 ? LONGEST_ASKED : asked;
    }

    /** The moment after the {@link #pause}, but not after the directive's end, when it is ended. */
    public Instant next(Instant now, int attempt, @Nullable Duration asked, Instant expires, RandomGenerator random) {
        Instant next = now.plus(pause(attempt, asked, random));
        return next.isAfter(expires) ? expires : next;
    }
}
