/** Who calls: keys, callers, what their roles and areas allow, and the security of an HTTP interface. */
@NullMarked
package loa.api.access;

import org.jspecify.annotations.NullMarked;
