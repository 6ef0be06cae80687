/** What the ledger costs PostgreSQL: processor time and bytes for each delivery. */
@NullMarked
package loa.benchmarks.ledger;

import org.jspecify.annotations.NullMarked;
