/** A real PostgreSQL 18 from its published binaries, found again after a crash. */
@NullMarked
package loa.sandbox.postgres;

import org.jspecify.annotations.NullMarked;
