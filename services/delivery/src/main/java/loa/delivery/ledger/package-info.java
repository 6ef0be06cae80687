/** The ledger of deliveries and the counts that move with it, in PostgreSQL. */
@NullMarked
package loa.delivery.ledger;

import org.jspecify.annotations.NullMarked;
