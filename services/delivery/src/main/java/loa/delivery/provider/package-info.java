/** What a provider fails to do beside the sends, whose outcomes stand in the ledger. */
@NullMarked
package loa.delivery.provider;

import org.jspecify.annotations.NullMarked;
