/** Puts the parts of the engine together, starts and stops them. */
@NullMarked
package loa.delivery.engine;

import org.jspecify.annotations.NullMarked;
