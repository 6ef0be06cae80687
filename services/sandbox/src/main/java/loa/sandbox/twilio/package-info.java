/** A fake Twilio, written from its documents: messages, lists, errors and signed receipts. */
@NullMarked
package loa.sandbox.twilio;

import org.jspecify.annotations.NullMarked;
