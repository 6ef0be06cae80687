/** The loudspeaker channel as the delivery engine sees it: who is reached, how one delivery is made, and how it is asked after. */
@NullMarked
package loa.loudspeaker.channel;

import org.jspecify.annotations.NullMarked;
