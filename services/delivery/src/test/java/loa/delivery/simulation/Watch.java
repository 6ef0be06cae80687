package loa.delivery.simulation;

import java.time.Duration;

import loa.contract.AreaCode;
import loa.contract.BulletinClass;
import loa.contract.LoaEvent;
import loa.delivery.Delivery;
import loa.delivery.DeliveryId;
import loa.delivery.lane.SteppedLanes;

/** Looks at everything: what was promised, and what really happened. */
final class Watch {
    private final SendWatch sends;
    private final LedgerWatch ledger;
    private final EndWatch end;
    private final Turns turns;

    Watch(World world) {
        this.sends = new SendWatch(world);
        this.ledger = new LedgerWatch(world);
        this.end = new EndWatch(world);
        this.turns = new Turns(world);
    }

    /** How many requests left. */
    int sends() {
        return sends.sends;
    }

    /** How many of them the provider took although it had the same one already. */
    int duplicates() {
        return sends.duplicates;
    }

    boolean isHalted(AreaCode area) {
        return sends.isHalted(area);
    }

    /** A permit was given to a lane. */
    void granted(BulletinClass lane) {
        turns.granted(lane);
    }

    /** The longest that a lane with something due got no permit while others got theirs. */
    Duration longestWait() {
        return Duration.ofNanos(turns.longest);
    }

    /** Whether this delivery is at the provider, or was. */
    boolean wasMade(DeliveryId delivery, int attempt) {
        return sends.wasMade(delivery, attempt);
    }

    /** The desk has answered somebody with 2xx. */
    void said(LoaEvent.FromDesk event) {
        sends.said(event);
    }

    /** A request leaves. */
    void sent(Instance by, SteppedLanes.Send<Integer> send) {
        sends.sent(by, send);
    }

    /** The provider took one. */
    void accepted(Delivery<Integer> delivery) {
        sends.accepted(delivery);
    }

    /** After each step. */
    void look() {
        ledger.look();
    }

    /** Whether nothing can happen any more but by a person or a receipt. */
    boolean isSettled() {
        return end.isSettled();
    }

    /** At the end: nobody was dropped, and the ledger says of everybody what is true. */
    void end() {
        end.look();
    }
}
