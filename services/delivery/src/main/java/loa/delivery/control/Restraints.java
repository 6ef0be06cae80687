package loa.delivery.control;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

import loa.contract.AreaCode;
import loa.contract.DirectiveId;

/** What was withdrawn and what is halted, as the channel's schema remembers it. */
public interface Restraints {
    /** What holds now: all that was committed before the call. */
    Snapshot read(Instant now);

    /** Why a revision is withdrawn. */
    enum Cause {
        CANCELLED,
        AMENDED
    }

    /** What holds at one moment: the highest revision withdrawn of each directive, and all areas under a halt. */
    record Snapshot(Map<DirectiveId, Integer> withdrawn, Set<AreaCode> halted) {
        /** Copies the collections. */
        public Snapshot {
            withdrawn = Map.copyOf(withdrawn);
            halted = Set.copyOf(halted);
        }
    }
}
