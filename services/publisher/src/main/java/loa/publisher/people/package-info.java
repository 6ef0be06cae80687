/** Who works at the desk: people with roles, their passwords and API keys, and what of it the other services get to know. */
@NullMarked
package loa.publisher.people;

import org.jspecify.annotations.NullMarked;
