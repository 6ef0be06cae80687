/** Tests of this feature. */
@NullMarked
package loa.publisher.progress;

import org.jspecify.annotations.NullMarked;
