/** What others would use in Loa's place, without a ledger: kept small, to be measured beside it. */
@NullMarked
package loa.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
