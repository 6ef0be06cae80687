package loa.delivery.pace;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Stops a whole channel when its provider takes nothing from anybody: too many requests, no credentials, not reachable. After a pause one
 * send goes out as a probe, and when that is taken the channel goes on; when not, the next pause is twice as long. Not thread-safe.
 *
 * <p>An answer that nobody understands, or that does not come, says nothing about the next send; many of them with nothing else between
 * do: the provider is taken to be away, before a whole audience ends as unknown.
 */
final class Brake {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_OWN_PAUSE = Duration.ofSeconds(30);
    private static final int MOST_DOUBLINGS = 5;
    /** What a provider asks for may be a fault of its own, or of a clock: one probe in so long harms nobody. */
    private static final Duration LONGEST_ASKED_PAUSE = Duration.ofMinutes(10);
    /** At an error in fifty, which is a bad day for a provider that works, this is never seen. */
    private static final int DOUBTS_IN_A_ROW = 20;

    private int pauses;
    private long until;
    private boolean isProbing;
    private int doubts;

    boolean isOn() {
        return pauses > 0;
    }

    /** How long nothing may go; zero: one may, as a probe. */
    Duration left(long now) {
        return Duration.ofNanos(Math.max(0, until - now));
    }

    boolean mayProbe(long now) {
        return isOn() && !isProbing && now - until >= 0;
    }

    void probe() {
        isProbing = true;
    }

    /** The provider takes nothing. What was on its way when it said so first changes nothing but a longer pause that it asks for. */
    void pull(long now, @Nullable Duration asked) {
        long pause = asked == null ? 0 : (asked.compareTo(LONGEST_ASKED_PAUSE) > 0 ? LONGEST_ASKED_PAUSE : asked).toNanos();
        if (!isOn() || isProbing) {
            long own = FIRST_PAUSE.toNanos() << Math.min(pauses, MOST_DOUBLINGS);
            pause = Math.max(pause, Math.min(own, LONGEST_OWN_PAUSE.toNanos()));
            pauses++;
            isProbing = false;
        }
        if (!isOn() || now + pause - until > 0) {
            until = now + pause;
        }
    }

    /** Nobody knows whether the provider took one. */
    void doubt(long now) {
        doubts++;
        if (isProbing || !isOn() && doubts >= DOUBTS_IN_A_ROW) {
            pull(now, null);
        }
    }

    /** Whether something is remembered that {@link #ease} would end. */
    boolean isUneasy() {
        return isOn() || doubts > 0;
    }

    /** The provider takes something. What was on its way before the pause proves nothing: only the probe does. */
    void ease() {
        doubts = 0;
        if (isProbing) {
            pauses = 0;
            isProbing = false;
        }
    }

    /** The probe came back without having been tried. */
    void probeAgain() {
        isProbing = false;
    }
}
