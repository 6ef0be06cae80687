package loa.delivery.ledger;

import java.time.Instant;
import java.util.Collection;

/** Writes what became of attempts, many at once. */
public interface Settlements {
    /**
     * Moves the deliveries that wait for these answers. One that is settled already is not moved; where an accepted one lacks the
     * provider's name for it (a receipt was faster than the answer), that is added. An earlier attempt that was accepted after all settles
     * a delivery that waits for the next one. One that ends unsent and may have been sent before ends as unknown. Each delivery stands in
     * the list once.
     *
     * @param now by the ledger's clock
     */
    void write(Collection<Settlement> settlements, Instant now);
}
