/** Playlists as players pull them: JSON, M3U8 and XSPF, signed, conditional, held open until they change. */
@NullMarked
package loa.loudspeaker.playlist;

import org.jspecify.annotations.NullMarked;
