/** Halts: nothing goes out in an area until a person lifts it. */
@NullMarked
package loa.publisher.halt;

import org.jspecify.annotations.NullMarked;
