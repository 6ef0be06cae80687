/** Finds the audience of a directive and cuts it into work records. */
@NullMarked
package loa.delivery.plan;

import org.jspecify.annotations.NullMarked;
