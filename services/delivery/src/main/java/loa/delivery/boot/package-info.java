/** Wires the engine into a channel's Spring context. */
@NullMarked
package loa.delivery.boot;

import org.jspecify.annotations.NullMarked;
