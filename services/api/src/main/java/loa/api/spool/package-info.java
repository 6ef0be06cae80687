/** Where what people send lies while it is worked on, and nowhere else. */
@NullMarked
package loa.api.spool;

import org.jspecify.annotations.NullMarked;
