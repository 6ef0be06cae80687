/** The header Idempotency-Key: a request that is sent again is answered again and not carried out again. */
@NullMarked
package loa.api.idempotency;

import org.jspecify.annotations.NullMarked;
