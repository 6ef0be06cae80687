/** A fake Firebase Cloud Messaging, written from its documents: sends, topic subscriptions, errors. */
@NullMarked
package loa.sandbox.fcm;

import org.jspecify.annotations.NullMarked;
