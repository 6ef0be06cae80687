/** Keeps what reaches a person (a number, a token) unreadable at rest, and findable all the same. */
@NullMarked
package loa.delivery.address;

import org.jspecify.annotations.NullMarked;
