package loa.delivery.ledger;

import java.time.InstantSource;

/**
 * Everything by which the lanes move the ledger.
 *
 * @param clock its own, by which deliveries are due to be asked about: ten seconds between two questions must be ten seconds, whichever
 *              instances ask and however their clocks are set
 */
public record Ledger(Claims claims, Settlements settlements, Releases releases, Retries retries, Inquiries inquiries,
        InstantSource clock) {}
