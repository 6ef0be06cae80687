/** The desk: where directives are written, approved and issued, and where their progress is seen. */
@NullMarked
package loa.publisher;

import org.jspecify.annotations.NullMarked;
