/** Tests of the whole system, started as its users start it, and of the structure of the code. */
@NullMarked
package loa.standalone;

import org.jspecify.annotations.NullMarked;
