package loa.delivery.pace;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Stops a whole channel when its provider takes nothing from anybody: too many requests, no credentials, not reachable. After a pause one
 * send goes out as a probe, and when that is taken the channel goes on; when not, the next pause is twice as long. Each probe has a number,
 * as what was on its way before the pause may be answered while a probe is under way. A probe that nobody hears of again is given up.
 * Not thread-safe.
 *
 * <p>An answer that nobody understands, or that does not come, says nothing about the next send; many of them with nothing else between
 * do: the provider is taken to be away, before a whole audience ends as unknown.
 */
final class Brake {
    /** The number of a send that is no probe. */
    static final int NO_PROBE = 0;

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_OWN_PAUSE = Duration.ofSeconds(30);
    private static final int MOST_DOUBLINGS = 5;
    /** Twice as long as any send takes: whatever became of this one, a channel that nobody tries any more would be silent for good. */
    private static final Duration LONGEST_TRY = Duration.ofSeconds(60);
    /** At an error in fifty, which is a bad day for a provider that works, this is never seen. */
    private static final int DOUBTS_IN_A_ROW = 20;

    private State state = new Off(0);
    private int probes;

    /** Each state has the ways out of it. The number is that of the send that was answered; moments are by a clock that no one sets. */
    private sealed interface State {
        State pull(long now, @Nullable Duration asked, int probe);

        State doubt(long now, int probe);

        State ease(int probe);

        State unused(int probe);
    }

    /**
     * All go.
     *
     * @param doubts so many answers in a row said nothing
     */
    private record Off(int doubts) implements State {
        @Override
        public State pull(long now, @Nullable Duration asked, int probe) {
            return new On(0, now).again(now, asked);
        }

        @Override
        public State doubt(long now, int probe) {
            return doubts + 1 < DOUBTS_IN_A_ROW ? new Off(doubts + 1) : pull(now, null, probe);
        }

        @Override
        public State ease(int probe) {
            return doubts == 0 ? this : new Off(0);
        }

        @Override
        public State unused(int probe) {
            return this;
        }
    }

    /**
     * None goes until then; after that, one. What was on its way before proves nothing, but a longer pause that is asked for holds.
     *
     * @param pauses how many there have been, with this one
     */
    private record On(int pauses, long until) implements State {
        @Override
        public On pull(long now, @Nullable Duration asked, int probe) {
            return new On(pauses, later(now + bounded(asked)));
        }

        @Override
        public State doubt(long now, int probe) {
            return this;
        }

        @Override
        public State ease(int probe) {
            return this;
        }

        @Override
        public State unused(int probe) {
            return this;
        }

        On again(long now, @Nullable Duration asked) {
            long own = Math.min(FIRST_PAUSE.toNanos() << Math.min(pauses, MOST_DOUBLINGS), LONGEST_OWN_PAUSE.toNanos());
            return new On(pauses + 1, later(now + Math.max(own, bounded(asked))));
        }

        private long later(long other) {
            return other - until > 0 ? other : until;
        }

        private static long bounded(@Nullable Duration asked) {
            return asked == null ? 0 : BackOff.bounded(asked).toNanos();
        }
    }

    /**
     * One goes, and only its own answer ends this.
     *
     * @param pause the one before
     * @param probe its number
     * @param since when it was granted
     */
    private record Probing(On pause, int probe, long since) implements State {
        @Override
        public State pull(long now, @Nullable Duration asked, int answered) {
            return answered == probe ? pause.again(now, asked) : new Probing(pause.pull(now, asked, answered), probe, since);
        }

        @Override
        public State doubt(long now, int answered) {
            return answered == probe ? pause.again(now, null) : this;
        }

        @Override
        public State ease(int answered) {
            return answered == probe ? new Off(0) : this;
        }

        @Override
        public State unused(int answered) {
            return answered == probe ? pause : this;
        }
    }

    boolean isOn() {
        return !(state instanceof Off);
    }

    /** How long nothing may go; zero: one may, as a probe, or does. */
    Duration left(long now) {
        return switch (state) {
            case Off _ -> Duration.ZERO;
            case On on -> left(on, now);
            case Probing probing -> left(probing.pause(), now);
        };
    }

    private static Duration left(On on, long now) {
        return Duration.ofNanos(Math.max(0, on.until() - now));
    }

    boolean mayProbe(long now) {
        return switch (state) {
            case Off _ -> false;
            case On on -> now - on.until() >= 0;
            case Probing probing -> now - probing.since() >= LONGEST_TRY.toNanos() && now - probing.pause().until() >= 0;
        };
    }

    /** Another probe goes. Returns its number, by which its answer is known; {@link #NO_PROBE} when none is needed. */
    int probe(long now) {
        return switch (state) {
            case Off _ -> NO_PROBE;
            case On on -> probe(on, now);
            case Probing probing -> probe(probing.pause(), now);
        };
    }

    private int probe(On pause, long now) {
        probes++;
        state = new Probing(pause, probes, now);
        return probes;
    }

    /** Whether the one with this number is the probe that is under way. */
    boolean isUnderWay(int probe) {
        return state instanceof Probing probing && probing.probe() == probe;
    }

    /** The provider takes nothing, as the answer to the one with this number says. */
    void pull(long now, @Nullable Duration asked, int probe) {
        state = state.pull(now, asked, probe);
    }

    /** Nobody knows whether the provider took the one with this number. */
    void doubt(long now, int probe) {
        state = state.doubt(now, probe);
    }

    /** Whether something is remembered that {@link #ease} would end. */
    boolean isUneasy() {
        return !state.equals(new Off(0));
    }

    /** The provider took the one with this number, or refused it for what it was. */
    void ease(int probe) {
        state = state.ease(probe);
    }

    /** The one with this number came back without having been tried. */
    void probeAgain(int probe) {
        state = state.unused(probe);
    }
}
