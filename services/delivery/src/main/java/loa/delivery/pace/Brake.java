package loa.delivery.pace;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Stops a whole channel when its provider takes nothing from anybody: too many requests, no credentials, not reachable. After a pause one
 * send goes out as a probe, and when that is taken the channel goes on; when not, the next pause is twice as long. Each probe has a number,
 * as what was on its way before the pause may be answered while a probe is under way. Not thread-safe.
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
    /** What a provider asks for may be a fault of its own, or of a clock: one probe in so long harms nobody. */
    private static final Duration LONGEST_ASKED_PAUSE = Duration.ofMinutes(10);
    /** At an error in fifty, which is a bad day for a provider that works, this is never seen. */
    private static final int DOUBTS_IN_A_ROW = 20;

    private int pauses;
    private long until;
    /** How many probes there have been, and which of them is under way; {@link #NO_PROBE}: none. */
    private int probes;
    private int underWay = NO_PROBE;
    private int doubts;

    boolean isOn() {
        return pauses > 0;
    }

    /** How long nothing may go; zero: one may, as a probe. */
    Duration left(long now) {
        return Duration.ofNanos(Math.max(0, until - now));
    }

    boolean mayProbe(long now) {
        return isOn() && underWay == NO_PROBE && now - until >= 0;
    }

    /** Another probe goes. Returns its number, by which its answer is known. */
    int probe() {
        probes++;
        underWay = probes;
        return underWay;
    }

    /** Whether the one with this number is the probe that is under way. */
    boolean isUnderWay(int probe) {
        return probe != NO_PROBE && probe == underWay;
    }

    /**
     * The provider takes nothing. What was on its way when it said so first changes nothing but a longer pause that it asks for.
     *
     * @param probe the number of the send that was answered
     */
    void pull(long now, @Nullable Duration asked, int probe) {
        long pause = asked == null ? 0 : (asked.compareTo(LONGEST_ASKED_PAUSE) > 0 ? LONGEST_ASKED_PAUSE : asked).toNanos();
        if (!isOn() || isUnderWay(probe)) {
            long own = FIRST_PAUSE.toNanos() << Math.min(pauses, MOST_DOUBLINGS);
            pause = Math.max(pause, Math.min(own, LONGEST_OWN_PAUSE.toNanos()));
            pauses++;
            underWay = NO_PROBE;
        }
        if (!isOn() || now + pause - until > 0) {
            until = now + pause;
        }
    }

    /** Nobody knows whether the provider took the one with this number. */
    void doubt(long now, int probe) {
        doubts++;
        if (isUnderWay(probe) || !isOn() && doubts >= DOUBTS_IN_A_ROW) {
            pull(now, null, probe);
        }
    }

    /** Whether something is remembered that {@link #ease} would end. */
    boolean isUneasy() {
        return isOn() || doubts > 0;
    }

    /** The provider takes something. What was on its way before the pause proves nothing: only the probe does. */
    void ease(int probe) {
        doubts = 0;
        if (isUnderWay(probe)) {
            pauses = 0;
            underWay = NO_PROBE;
        }
    }

    /** The one with this number came back without having been tried. */
    void probeAgain(int probe) {
        if (isUnderWay(probe)) {
            underWay = NO_PROBE;
        }
    }
}
