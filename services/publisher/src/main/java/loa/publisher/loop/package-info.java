/** Work that goes on in the background as long as the service runs. */
@NullMarked
package loa.publisher.loop;

import org.jspecify.annotations.NullMarked;
