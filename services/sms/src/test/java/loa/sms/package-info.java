/** Tests of the SMS service as a whole. */
@NullMarked
package loa.sms;

import org.jspecify.annotations.NullMarked;
