/** Tells the desk the counts. */
@NullMarked
package loa.delivery.report;

import org.jspecify.annotations.NullMarked;
