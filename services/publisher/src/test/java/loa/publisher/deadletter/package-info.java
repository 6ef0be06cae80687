/** Tests of dead letters without I/O. */
@NullMarked
package loa.publisher.deadletter;

import org.jspecify.annotations.NullMarked;
