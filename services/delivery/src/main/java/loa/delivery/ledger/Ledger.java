package loa.delivery.ledger;

/** Everything by which the lanes move the ledger. */
public record Ledger(Claims claims, Settlements settlements, Releases releases, Retries retries, Inquiries inquiries) {}
