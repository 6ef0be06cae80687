/** What was sent to whom, for those who have to answer for it. */
@NullMarked
package loa.sms.trace;

import org.jspecify.annotations.NullMarked;
