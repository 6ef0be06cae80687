/** What a run has measured: as a table for people, as JSON for programs. */
@NullMarked
package loa.benchmarks.table;

import org.jspecify.annotations.NullMarked;
