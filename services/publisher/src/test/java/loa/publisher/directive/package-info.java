/** Tests of this feature. */
@NullMarked
package loa.publisher.directive;

import org.jspecify.annotations.NullMarked;
