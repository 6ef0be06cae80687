/** How Loa says over HTTP that something cannot be done: RFC 9457 problem details, in Vietnamese or English. */
@NullMarked
package loa.api.problem;

import org.jspecify.annotations.NullMarked;
