/** Tests of this feature. */
@NullMarked
package loa.publisher.area;

import org.jspecify.annotations.NullMarked;
