/** The pages on which people draft, approve, issue and follow directives. Every decision is a use case of another package. */
@NullMarked
package loa.publisher.console;

import org.jspecify.annotations.NullMarked;
