package loa.delivery.ledger;

import java.time.InstantSource;

/**
 * Everything by which the lanes move the ledger.
 *
 * @param clock its own, by which all of its moments are written and compared, whichever instances do it and however their clocks are set:
 *              ten seconds between two questions are ten seconds, what was claimed at a moment was not sent before it, and a pause is no
 *              longer than it was meant to be
 */
public record Ledger(Claims claims, Settlements settlements, Releases releases, Retries retries, Inquiries inquiries,
        InstantSource clock) {}
