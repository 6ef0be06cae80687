/** Stations: where they stand, when and how loud they may speak, and the keys by which their players sign in. */
@NullMarked
package loa.loudspeaker.station;

import org.jspecify.annotations.NullMarked;
