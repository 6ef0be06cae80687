/** Threads that do one thing again and again until they are stopped. */
@NullMarked
package loa.delivery.loop;

import org.jspecify.annotations.NullMarked;
