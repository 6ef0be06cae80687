/** Tests of held directives. */
@NullMarked
package loa.delivery.held;

import org.jspecify.annotations.NullMarked;
