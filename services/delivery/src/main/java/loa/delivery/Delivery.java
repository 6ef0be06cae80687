package loa.delivery;

import java.time.Instant;

import loa.contract.AreaCode;
import loa.contract.IssuedDirective;

/**
 * One revision of a directive on its way to one recipient.
 *
 * @param attempt   1 for the first
 * @param claimedAt when it was taken up for the first time; nothing was sent before
 */
public record Delivery<A>(DeliveryId id, IssuedDirective directive, RecipientId recipient, AreaCode area, A address, int attempt,
        Instant claimedAt) {}
