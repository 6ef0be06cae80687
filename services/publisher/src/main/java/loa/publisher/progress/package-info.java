/** How far the channels have come with a directive: reports folded into one answer, live. */
@NullMarked
package loa.publisher.progress;

import org.jspecify.annotations.NullMarked;
