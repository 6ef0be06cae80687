/** Whom a directive reaches by SMS, and under which number. */
@NullMarked
package loa.sms.audience;

import org.jspecify.annotations.NullMarked;
