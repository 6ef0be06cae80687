/** What players report: the as-run log and the heartbeat. */
@NullMarked
package loa.loudspeaker.player;

import org.jspecify.annotations.NullMarked;
