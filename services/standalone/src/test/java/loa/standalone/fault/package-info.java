/** The fault runs in their short form. */
@NullMarked
package loa.standalone.fault;

import org.jspecify.annotations.NullMarked;
