package loa.delivery.simulation;

/** A fault that is put in on purpose, to see whether the simulation notices. */
enum Mutation {
    NONE,
    /** Whoever answers ends a delivery, whosever it is. */
    SETTLE_IGNORES_OWNER,
    /** What is settled is moved by the next answer. */
    SETTLE_OVERWRITES_WHAT_IS_SETTLED,
    /** A claim is made for an owner who is buried. */
    CLAIM_DOES_NOT_CHECK_ALIVE,
    /** A record that comes again claims its recipients again. */
    CLAIM_TAKES_WHAT_IS_TAKEN,
    /** A claim whose answer was lost does not find what it took. */
    CLAIM_FORGETS_ITS_OWN,
    /** The last receipt counts. */
    RECEIPTS_MOVE_BACKWARDS,
    /** A burial does not leave the last sends the time that they may need. */
    BURIAL_ASKS_AT_ONCE,
    /** A burial ends what was under way as not sent. */
    BURIAL_DEFERS,
    /** Who lost an answer asks at once: the request may still be on its way. */
    LOST_ANSWER_IS_ASKED_ABOUT_AT_ONCE,
    /** The provider's first "not found" is believed. */
    NOT_FOUND_IS_BELIEVED_AT_ONCE,
    /** Sent again, it is not remembered that it may have been sent before. */
    MAYBE_SENT_IS_FORGOTTEN,
    /** What is put back stays in a record that counts as done. */
    PUT_BACK_DOES_NOT_PARK,
    /** Records that were lost are not produced again. */
    NOBODY_RINGS_AGAIN,
    /** Each instance takes the whole rate. */
    RATE_IS_NOT_SHARED,
    /** An instance believes in its lease for ever. */
    LEASE_NEVER_RUNS_OUT,
    /** What a machine slept through is not counted. */
    SLEEP_OF_THE_MACHINE_DOES_NOT_COUNT,
    /** An instance that cannot hear the desk believes that it has. */
    DEAF_BUT_CERTAIN,
    /** As long as a higher lane has anything, a lower one gets nothing. */
    LOWER_LANES_WAIT_FOR_EVER,
    /** The gate is asked, and then the send waits for its turn. */
    GATE_IS_ASKED_BEFORE_THE_WAIT,
    /** A retry that is taken is taken by a second one too. */
    RETRY_IS_TAKEN_TWICE,
    /** Deferred deliveries that are due are forgotten. */
    RETRY_IS_FORGOTTEN,
    /** Moments in the ledger are those of whoever writes them, however his clock is set. */
    MOMENTS_ARE_THE_INSTANCES_OWN,
    /** Behind the brake, the answer of the one that tries is taken for that of any other. */
    PROBE_IS_NOT_KNOWN_AGAIN
}
