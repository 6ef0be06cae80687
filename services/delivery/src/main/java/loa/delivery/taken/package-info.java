/** The directives that the channel has taken, with their content. */
@NullMarked
package loa.delivery.taken;

import org.jspecify.annotations.NullMarked;
