/** The data directory: whose it is, what it keeps, and the credentials of this installation. */
@NullMarked
package loa.standalone.data;

import org.jspecify.annotations.NullMarked;
