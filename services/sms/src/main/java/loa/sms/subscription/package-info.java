/** Who wants texts about which areas, on what lawful basis, and who wants no more. */
@NullMarked
package loa.sms.subscription;

import org.jspecify.annotations.NullMarked;
