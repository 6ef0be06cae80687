/** What every HTTP interface of Loa keeps, to be imported by a service as one configuration. */
@NullMarked
package loa.api;

import org.jspecify.annotations.NullMarked;
