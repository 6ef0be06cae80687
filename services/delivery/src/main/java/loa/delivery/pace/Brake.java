package loa.delivery.pace;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Stops a whole channel when its provider takes nothing from anybody: too many requests, no credentials, not reachable. After a pause one
 * send goes out as a probe, and when that is taken the channel goes on; when not, the next pause is twice as long. Not thread-safe.
 */
final class Brake {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_OWN_PAUSE = Duration.ofSeconds(30);
    private static final int MOST_DOUBLINGS = 5;

    private int pauses;
    private long until;
    private boolean isProbing;

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
        long pause = asked == null ? 0 : asked.toNanos();
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

    /** The provider takes something. What was on its way before the pause proves nothing: only the probe does. */
    void ease() {
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
