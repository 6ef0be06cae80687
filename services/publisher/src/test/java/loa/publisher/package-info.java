/** Tests of the desk as a whole. */
@NullMarked
package loa.publisher;

import org.jspecify.annotations.NullMarked;
