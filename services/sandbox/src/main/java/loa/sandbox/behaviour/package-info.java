/** How a provider misbehaves: latency, limits, faults and receipts, the same for the same seed. */
@NullMarked
package loa.sandbox.behaviour;

import org.jspecify.annotations.NullMarked;
