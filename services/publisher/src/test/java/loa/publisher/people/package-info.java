/** Tests of this feature. */
@NullMarked
package loa.publisher.people;

import org.jspecify.annotations.NullMarked;
