/** Firebase Cloud Messaging through its Admin SDK: messages, topics, and what its answers mean. The only package that knows the SDK. */
@NullMarked
package loa.push.fcm;

import org.jspecify.annotations.NullMarked;
