/** What phones and devices share: residents who subscribed for areas and read a language. */
@NullMarked
package loa.delivery.subscriber;

import org.jspecify.annotations.NullMarked;
