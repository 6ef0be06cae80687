/** Tests of the pages' parts. */
@NullMarked
package loa.publisher.console;

import org.jspecify.annotations.NullMarked;
