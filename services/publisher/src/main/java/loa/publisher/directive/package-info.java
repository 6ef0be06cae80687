/** Directives: what they say, the way they go from draft to issue, and who may take which step. */
@NullMarked
package loa.publisher.directive;

import org.jspecify.annotations.NullMarked;
