/** Tests of this feature. */
@NullMarked
package loa.publisher.outbox;

import org.jspecify.annotations.NullMarked;
