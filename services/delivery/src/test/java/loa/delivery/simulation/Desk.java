package loa.delivery.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import loa.contract.LoaEvent;

/** The log of what the desk has said, in order, some of it twice. */
final class Desk {
    final List<Said> log = new ArrayList<>();

    /** An event and the true moment at which the desk answered for it. */
    record Said(UUID id, LoaEvent.FromDesk event, long at) {}

    /** Says it; sometimes the relay says it again. */
    void say(LoaEvent.FromDesk event, long at, boolean twice) {
        Said said = new Said(Worlds.uuid(5, log.size()), event, at);
        log.add(said);
        if (twice) {
            log.add(said);
        }
    }
}
