/** The process beside ours that holds what is outside our walls: broker, database, and in the demo the providers' fakes. */
@NullMarked
package loa.standalone.sandbox;

import org.jspecify.annotations.NullMarked;
