/** Twilio: sending, asking, receipts and replies. The SDK, and the Jackson 2 that it brings, stay inside. */
@NullMarked
package loa.sms.twilio;

import org.jspecify.annotations.NullMarked;
