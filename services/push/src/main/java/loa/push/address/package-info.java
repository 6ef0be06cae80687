/** What a push goes to: a device's token, or the topic of an area and a language. */
@NullMarked
package loa.push.address;

import org.jspecify.annotations.NullMarked;
