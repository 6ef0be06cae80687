/** Carries work records out: claim, send, settle. */
@NullMarked
package loa.delivery.lane;

import org.jspecify.annotations.NullMarked;
