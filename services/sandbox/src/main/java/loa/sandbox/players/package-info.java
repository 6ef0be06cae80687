/** Players of stations: they pull playlists and clips as a device would, play sixty times as fast, and report. */
@NullMarked
package loa.sandbox.players;

import org.jspecify.annotations.NullMarked;
