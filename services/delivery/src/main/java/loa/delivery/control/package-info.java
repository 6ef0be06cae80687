/** What must not go out, who is alive, and who does what only one may do. */
@NullMarked
package loa.delivery.control;

import org.jspecify.annotations.NullMarked;
