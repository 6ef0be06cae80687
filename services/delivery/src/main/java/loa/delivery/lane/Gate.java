package loa.delivery.lane;

import java.time.InstantSource;

import loa.contract.AreaCode;
import loa.contract.IssuedDirective;
import loa.delivery.control.ControlState;
import loa.delivery.control.Hearing;
import loa.delivery.control.Liveness;

/** Whether anything may be sent at all, and whether this may: asked before a permit is taken and again right before the send. */
public final class Gate {
    private final ControlState controls;
    private final Liveness liveness;
    private final Hearing hearing;
    private final InstantSource clock;

    /** Asks these. */
    public Gate(ControlState controls, Liveness liveness, Hearing hearing, InstantSource clock) {
        this.controls = controls;
        this.liveness = liveness;
        this.hearing = hearing;
        this.clock = clock;
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
        if (!clock.instant().isBefore(directive.expires().toInstant())) {
            return Bar.EXPIRED;
        }
        if (!isInformed()) {
            return Bar.UNSURE;
        }
        return controls.isHalted(area) ? Bar.HALTED : Bar.NONE;
    }

    private boolean isInformed() {
        return controls.isFresh() && hearing.isFresh();
    }
}
