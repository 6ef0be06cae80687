package loa.sandbox.behaviour;

import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

/**
 * What befalls one request.
 *
 * @param waitMs  how long its answer takes
 * @param fault   null for none
 * @param tooMany it comes above the limit, whatever else
 * @param chance  for what is decided later about this request, such as its receipts
 */
public record Fate(long waitMs, @Nullable Fault fault, boolean tooMany, RandomGenerator chance) {}
