package loa.delivery.ledger;

import java.time.Instant;
import java.util.Optional;

/** What a dead instance was sending is unknown: it may have asked the provider, and nobody heard the answer. */
public interface Takeover {
    /** Buries one instance whose lease has run out, if there is one. Returns how many deliveries it left, or nothing if all live. */
    Optional<Integer> buryOneDead(Instant now);

    /** Buries one's own number: what still is under way under it is unknown at once. */
    void buryOneself(int owner, Instant now);
}
