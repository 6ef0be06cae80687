/** The one place where a command waits for other processes by the clock. */
@NullMarked
package loa.standalone.pause;

import org.jspecify.annotations.NullMarked;
