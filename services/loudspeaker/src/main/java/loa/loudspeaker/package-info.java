/** The loudspeaker channel: the application that puts directives on the air of stations. */
@NullMarked
package loa.loudspeaker;

import org.jspecify.annotations.NullMarked;
