/** The one command: reads the command line, starts what it asks for, and ends with a status that means something. */
@NullMarked
package loa.standalone;

import org.jspecify.annotations.NullMarked;
