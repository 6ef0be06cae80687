/** Which channels the desk may use, and why not. */
@NullMarked
package loa.publisher.channel;

import org.jspecify.annotations.NullMarked;
