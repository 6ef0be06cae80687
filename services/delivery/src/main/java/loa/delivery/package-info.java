/** What a channel brings to the engine, and what the engine gives it: the ports of the delivery engine. */
@NullMarked
package loa.delivery;

import org.jspecify.annotations.NullMarked;
