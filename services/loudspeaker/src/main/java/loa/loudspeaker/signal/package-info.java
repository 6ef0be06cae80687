/** Tells all instances of the service at once that a station changed. */
@NullMarked
package loa.loudspeaker.signal;

import org.jspecify.annotations.NullMarked;
