/** Tests of background work. */
@NullMarked
package loa.publisher.loop;

import org.jspecify.annotations.NullMarked;
