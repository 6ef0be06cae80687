/** Bulletins as they go on the air: with their clip and their signature, made once for all stations. */
@NullMarked
package loa.loudspeaker.bulletin;

import org.jspecify.annotations.NullMarked;
