/** Directives that an empty schema does not send by itself: a person lets them go or drops them. */
@NullMarked
package loa.delivery.held;

import org.jspecify.annotations.NullMarked;
