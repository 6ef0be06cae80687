/** Keeps devices subscribed to the FCM topics of their areas: durable wishes, carried out in the background. */
@NullMarked
package loa.push.topic;

import org.jspecify.annotations.NullMarked;
