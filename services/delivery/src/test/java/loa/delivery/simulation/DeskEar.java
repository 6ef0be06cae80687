package loa.delivery.simulation;

import loa.contract.Channel;
import loa.delivery.clock.Clocks;

/** One instance on the desk's log: takes each event in a transaction, and is beyond it only when that was answered. */
final class DeskEar {
    private final Desk desk;
    private final ModelIntake intake;
    private final Calls calls;
    private final Clocks clocks;
    private int next;

    DeskEar(Desk desk, ModelSchema schema, Calls calls, Clocks clocks) {
        this.desk = desk;
        this.intake = new ModelIntake(schema, Channel.SMS);
        this.calls = calls;
        this.clocks = clocks;
    }

    /** Returns whether there was anything. */
    boolean hear() {
        int before = next;
        while (next < desk.log.size()) {
            Desk.Said said = desk.log.get(next);
            intake.take(said.id(), said.event(), calls, clocks.now());
            next++;
        }
        return next > before;
    }
}
