/** What a station plays when: the pure planner, and the plans that stand in the database. */
@NullMarked
package loa.loudspeaker.plan;

import org.jspecify.annotations.NullMarked;
