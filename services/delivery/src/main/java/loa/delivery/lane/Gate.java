package loa.delivery.lane;

import java.time.Duration;

import loa.contract.AreaCode;
import loa.contract.IssuedDirective;
import loa.delivery.clock.Clocks;
import loa.delivery.control.ControlState;
import loa.delivery.control.Hearing;
import loa.delivery.control.Liveness;

/** Whether anything may be sent at all, and whether this may: asked before a permit is taken and again right before the send. */
public final class Gate {
    private final ControlState controls;
    private final Liveness liveness;
    private final Hearing hearing;
    private final Clocks clocks;

    /** Asks these. */
    public Gate(ControlState controls, Liveness liveness, Hearing hearing, Clocks clocks) {
        this.controls = controls;
        this.liveness = liveness;
        this.hearing = hearing;
        this.clocks = clocks;
    }

    /** What stands against sending, if anything. */
    enum Bar {
        NONE,
        WITHDRAWN,
        EXPIRED,
        HALTED,
        NOT_OURS,
        /** Nobody knows at this moment: what is cancelled and halted cannot be read. */
        UNSURE
    }

    /** Whether this instance hears the desk, knows what is cancelled and halted, and counts as alive. */
    boolean isOpen() {
        return isInformed() && liveness.mayAct(liveness.number());
    }

    int owner() {
        return liveness.number();
    }

    /** Among how many instances the rate is shared; 0 while this one must not take its part yet. */
    int sharers() {
        return liveness.sharers();
    }

    Bar check(IssuedDirective directive, AreaCode area, int owner) {
        if (!liveness.mayAct(owner)) {
            return Bar.NOT_OURS;
        }
        return check(directive, area);
    }

    Bar check(IssuedDirective directive, AreaCode area) {
        if (controls.isWithdrawn(directive.directive(), directive.revision())) {
            return Bar.WITHDRAWN;
        }
        if (!clocks.now().isBefore(directive.expires().toInstant())) {
            return Bar.EXPIRED;
        }
        if (!isInformed()) {
            return Bar.UNSURE;
        }
        return controls.isHalted(area) ? Bar.HALTED : Bar.NONE;
    }

    /**
     * Until which count of {@link Clocks} an answer {@link Bar#NONE} that is asked for <em>afterwards</em> holds: a first byte that would
     * leave later stays here. So neither a wait for a connection nor a process that is frozen in between adds to the time that each of
     * these gives.
     */
    long holdsUntil(IssuedDirective directive, int owner) {
        long now = clocks.count();
        long left = Math.min(Math.min(hearing.freshUntil() - now, controls.freshUntil() - now), liveness.mayActUntil(owner) - now);
        return now + Math.min(left, Duration.between(clocks.now(), directive.expires()).toNanos());
    }

    private boolean isInformed() {
        return controls.isFresh() && hearing.isFresh();
    }
}
