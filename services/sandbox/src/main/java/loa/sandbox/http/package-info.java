/** The sandbox's HTTP server and what its handlers need of it, down to a connection that breaks on purpose. */
@NullMarked
package loa.sandbox.http;

import org.jspecify.annotations.NullMarked;
