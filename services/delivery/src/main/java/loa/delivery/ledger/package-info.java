/** What becomes of a delivery, and who may say so: the ledger as the engine sees it. */
@NullMarked
package loa.delivery.ledger;

import org.jspecify.annotations.NullMarked;
