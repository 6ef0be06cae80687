/** The time by which an engine works. */
@NullMarked
package loa.delivery.clock;

import org.jspecify.annotations.NullMarked;
