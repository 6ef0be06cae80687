/** The ledger and the counts that move with it, in PostgreSQL. */
@NullMarked
package loa.delivery.ledger.sql;

import org.jspecify.annotations.NullMarked;
