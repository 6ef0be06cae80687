package loa.loudspeaker.signal;

import java.util.UUID;

/** Something changed. Says not what: whoever hears it reads again. */
public sealed interface Signal {
    /** The plan, the rules or the halt of this station. */
    record PlanChanged(UUID station) implements Signal {}

    /** The keys of this station. */
    record KeysChanged(UUID station) implements Signal {}

    /** Signals may have been lost: anything may have changed. */
    record AllChanged() implements Signal {}
}
